package dev.ember.converter.export.checkpoint;

import static dev.ember.inference.testing.FuzzCase.isRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.testing.CheckpointFolder;
import dev.ember.converter.export.testing.ModelFamily;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.inference.testing.FuzzCase;
import dev.ember.inference.testing.JsonMutator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Each file of a checkpoint by itself, restructured at random: what it says is understood, or
 * refused by an {@link IOException}. ({@link CheckpointFuzzTest} damages bytes of all of them.)
 */
public final class CheckpointFilesFuzzTest {
  private static final int CASES = 20_000;
  private static final int SHARDS = 2;
  private static final String INDEX = "model.safetensors.index.json";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void config_restructured_isReadOrRefused() throws IOException {
    List<JsonMutator> seeds = new ArrayList<>();
    for (ModelFamily family : ModelFamily.values()) {
      seeds.add(new JsonMutator(Files.readString(checkpoint(family).resolve(ConfigFile.FILE))));
    }
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      String mutant = seeds.get(i % seeds.size()).mutant(new Random(i));
      refused += isRefused(i, IOException.class, () -> HuggingFaceConfig.parse(mutant)) ? 1 : 0;
    }
    assertThat(refused).isBetween(CASES / 4, CASES - CASES / 20); // or it is no test
  }

  @Test
  public void index_restructured_isReadOrRefused() throws IOException {
    Path checkpoint = checkpoint(ModelFamily.LLAMA);
    JsonMutator mutator = new JsonMutator(Files.readString(checkpoint.resolve(INDEX)));
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      FuzzCase.replace(checkpoint.resolve(INDEX), mutator.mutant(new Random(i)));
      refused +=
          isRefused(i, IOException.class, () -> CheckpointTensors.open(checkpoint, null).close())
              ? 1
              : 0;
    }
    assertThat(refused).isBetween(CASES / 4, CASES - CASES / 50);
  }

  @Test
  public void chatFiles_restructured_areReadOrRefused() throws IOException {
    Path checkpoint = folder.newFolder().toPath();
    Files.writeString(
        checkpoint.resolve(ConfigFile.FILE), "{\"bos_token_id\":1,\"eos_token_id\":[2,3]}");
    String[] files = {"tokenizer_config.json", "special_tokens_map.json", "generation_config.json"};
    String[] texts = {
      "{\"bos_token\":{\"content\":\"<s>\",\"lstrip\":false},\"add_bos_token\":true,"
          + "\"chat_template\":[{\"name\":\"default\",\"template\":\"{{ x }}\"},"
          + "{\"name\":\"tool_use\",\"template\":\"t\"}]}",
      "{\"bos_token\":\"<s>\",\"eos_token\":{\"content\":\"</s>\"},\"additional\":[\"<a>\"]}",
      "{\"do_sample\":true,\"temperature\":0.6,\"top_k\":40,\"top_p\":0.9,\"min_p\":0.1,"
          + "\"repetition_penalty\":1.1,\"eos_token_id\":[2],\"bos_token_id\":1}"
    };
    for (int i = 0; i < files.length; i++) {
      Files.writeString(checkpoint.resolve(files[i]), texts[i]);
    }
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      Path file = checkpoint.resolve(files[i % files.length]);
      String whole = texts[i % files.length];
      FuzzCase.replace(file, new JsonMutator(whole).mutant(new Random(i)));
      refused += isRefused(i, IOException.class, () -> ChatFiles.read(checkpoint)) ? 1 : 0;
      FuzzCase.replace(file, whole);
    }
    assertThat(refused).isBetween(CASES / 20, CASES - CASES / 20);
  }

  private Path checkpoint(ModelFamily family) throws IOException {
    Path path = folder.newFolder().toPath();
    new CheckpointFolder(path, family, TinyModel.random(family.config(), 1))
        .inShards(SHARDS)
        .write();
    return path;
  }
}
