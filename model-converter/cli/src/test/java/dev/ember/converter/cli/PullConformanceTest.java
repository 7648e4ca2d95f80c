package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.Tool.Run;
import dev.ember.converter.cli.hub.FakeHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Whole checkpoints through a hub on this machine: byte for byte what was offered. */
public final class PullConformanceTest {
  private static final Path VECTORS = Path.of(System.getProperty("ember.vectors"));

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void pull_threeShards_bringsAWholeModel() throws IOException {
    Path model = VECTORS.resolve("hf/llama");
    try (FakeHub hub = new FakeHub().folder(model)) {
      Path pulled = pull(hub);

      for (String name :
          List.of(
              "config.json",
              "generation_config.json",
              "model.safetensors.index.json",
              "model-00001-of-00003.safetensors",
              "model-00002-of-00003.safetensors",
              "model-00003-of-00003.safetensors",
              "tokenizer.json",
              "tokenizer_config.json",
              "special_tokens_map.json")) {
        assertThat(pulled.resolve(name)).hasSameBinaryContentAs(model.resolve(name));
      }
      assertThat(pulled.resolve("logits_0.f32")).doesNotExist();
      assertThat(logits(pulled)).hasSameBinaryContentAs(logits(model));
    }
  }

  @Test
  public void pull_realGguf_bringsAllOfItsBytes() throws IOException {
    String name = "SmolLM2-135M-Instruct.Q4_1.gguf";
    Path model = VECTORS.resolve("real").resolve(name);
    try (FakeHub hub = new FakeHub().file(name, Files.readAllBytes(model))) {
      assertThat(pull(hub, "--file", name)).hasSameBinaryContentAs(model);
    }
  }

  private Path logits(Path model) throws IOException {
    Path out = folder.newFile().toPath();
    Run run =
        Tool.withEngine(new ModelEngines())
            .run(
                "logits",
                model.toString(),
                "--tokens",
                "1,2,3",
                "--backend",
                "reference",
                "-o",
                out.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return out;
  }

  private Path pull(FakeHub hub, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("pull", "maker/model", "--no-import"));
    arguments.addAll(List.of(options));
    Map<String, String> environment =
        Map.of("HF_ENDPOINT", hub.address(), "EMBER_CACHE", folder.newFolder().getAbsolutePath());
    Run run = Tool.withoutEngine().environment(environment).run(arguments.toArray(new String[0]));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return Path.of(run.out().strip());
  }
}
