package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.Tool.Run;
import dev.ember.converter.cli.hub.FakeHub;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class PullCommandTest {
  private static final String TOKEN = "hf_secretsecret";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @SuppressWarnings("NullAway.Init") // set before each test
  private FakeHub hub;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path out;

  @Before
  public void start() throws IOException {
    Path model = folder.getRoot().toPath().resolve("model");
    SmallCheckpoint.write(model);
    hub = new FakeHub().folder(model);
    out = folder.getRoot().toPath().resolve("out.ember");
  }

  @After
  public void stop() throws IOException {
    hub.close();
  }

  @Test
  public void pull_model_importsIt() throws IOException {
    Run run = pull("maker/model", "-o", out.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Parity with the checkpoint: ").contains("ember chat --model");
    try (Bundle bundle = Bundle.open(out)) {
      assertThat(bundle.manifest().name()).isEqualTo("model");
      assertThat(bundle.manifest().provenance())
          .containsEntry("source", "maker/model")
          .containsEntry("revision", FakeHub.COMMIT)
          .containsEntry("licence", "apache-2.0");
    }
  }

  @Test
  public void pull_model_showsProgressAndNeverTheToken() {
    Run run = pull("maker/model", "-o", out.toString());

    assertThat(run.err())
        .contains("maker/model: 5 files, ")
        .contains("100 %, ")
        .doesNotContain(TOKEN);
  }

  @Test
  public void pull_noImport_saysWhereTheFilesAre() {
    Run run = pull("maker/model", "--no-import");

    assertThat(Path.of(run.out().strip()).resolve("model.safetensors")).isRegularFile();
    assertThat(run.out()).contains(FakeHub.COMMIT);
  }

  @Test
  public void pull_unknownModel_failsInOneLine() {
    Run run = pull("maker/other");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("ember: maker/other: the hub at").hasLineCount(1);
  }

  @Test
  public void pull_list_namesModelsWithLicenceAndSize() {
    Run run = Tool.withoutEngine().run("pull", "--list");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("HuggingFaceTB/SmolLM2-135M-Instruct\n")
        .contains("  135 million parameters, download 271 MB, llama, Apache-2.0\n")
        .contains("google/gemma-3-270m-it  (gated: needs HF_TOKEN)\n");
  }

  @Test
  public void pull_nothingOrNoName_isWrongUsage() {
    assertThat(Tool.withoutEngine().run("pull").exitCode()).isEqualTo(2);
    Run run = pull("gpt2");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected OWNER/NAME[@REVISION] but found gpt2");
  }

  private Run pull(String... arguments) {
    Map<String, String> environment =
        Map.of(
            "HF_ENDPOINT",
            hub.address(),
            "HF_TOKEN",
            TOKEN,
            "EMBER_CACHE",
            folder.getRoot().toPath().resolve("cache").toString());
    return Tool.withoutEngine().environment(environment).run(List.of("pull"), arguments);
  }

  @Test
  public void pull_twice_importsFromTheCache() throws IOException {
    pull("maker/model", "-o", out.toString());
    Files.delete(out);

    assertThat(pull("maker/model", "-o", out.toString()).exitCode()).isZero();
    assertThat(out).exists();
  }
}
