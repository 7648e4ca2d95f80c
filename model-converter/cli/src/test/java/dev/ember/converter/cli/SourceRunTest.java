package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.cli.Tool.Run;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Verbs on a model that was not imported. */
public final class SourceRunTest {
  /** Float32 in another order of summation, over logits of about 1. */
  private static final float TOLERANCE = 1e-4f;

  private static final int VOCABULARY = 258;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path model;

  @Before
  public void write() throws IOException {
    model = folder.getRoot().toPath().resolve("model");
    SmallCheckpoint.write(model);
  }

  @Test
  public void logits_folder_agreesOnBothBackends() throws IOException {
    FloatBuffer reference = logits("reference");
    FloatBuffer tflite = logits("tflite");

    assertThat(reference.remaining()).isEqualTo(3 * VOCABULARY);
    assertThat(tflite.remaining()).isEqualTo(3 * VOCABULARY);
    for (int i = 0; i < 3 * VOCABULARY; i++) {
      assertThat(tflite.get(i)).isCloseTo(reference.get(i), within(TOLERANCE));
    }
  }

  @Test
  public void logits_folderWithWeightsAlone_needsNoTokenizer() throws IOException {
    for (String file : List.of("tokenizer.json", "tokenizer_config.json", "chat_template.jinja")) {
      Files.delete(model.resolve(file));
    }

    assertThat(logits("reference").remaining()).isEqualTo(3 * VOCABULARY);
  }

  @Test
  public void logits_moreTokensThanThereIsRoomFor_isWrongUsage() {
    Run run = run("logits", "--tokens", "1,2,3", "--context", "2", "-o", out().toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected at most 2 tokens, the context, but found 3");
  }

  @Test
  public void generate_folder_answersTheSameOnBothBackends() {
    Run tflite = run("generate", "--prompt", "Hi", "--max-tokens", "5", "--temperature", "0");
    Run reference =
        run(
            "generate",
            "--prompt",
            "Hi",
            "--max-tokens",
            "5",
            "--temperature",
            "0",
            "--backend",
            "reference");

    assertThat(tflite.err()).isEmpty();
    assertThat(tflite.out()).isNotBlank().isEqualTo(reference.out());
  }

  @Test
  public void generate_folderWithoutATemplate_continuesTextAlone() throws IOException {
    Files.delete(model.resolve("chat_template.jinja"));

    Run chat = run("generate", "--prompt", "Hi", "--max-tokens", "2");
    Run raw = run("generate", "--prompt", "Hi", "--raw", "--max-tokens", "2");

    assertThat(chat.exitCode()).isEqualTo(1);
    assertThat(chat.err())
        .startsWith("ember: " + model + ", chat template: expected a prompt for the question")
        .contains("this model has no chat template: continue a text by --raw");
    assertThat(raw.exitCode()).isZero();
  }

  @Test
  public void generate_folderWithoutATokenizer_says() throws IOException {
    Files.delete(model.resolve("tokenizer.json"));

    Run run = run("generate", "--prompt", "Hi");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("tokenizer: expected tokenizer.json");
  }

  @Test
  public void tokenize_folder_readsItsTokenizer() {
    Run run = Tool.withoutEngine().input("\"ab\"\n").run("tokenize", model.toString(), "--jsonl");

    assertThat(run.out()).isEqualToNormalizingNewlines("{\"ids\":[97,98]}\n");
  }

  private FloatBuffer logits(String backend) throws IOException {
    Run run = run("logits", "--tokens", "1,2,3", "--backend", backend, "-o", out().toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    byte[] bytes = Files.readAllBytes(out());
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private Path out() {
    return folder.getRoot().toPath().resolve("logits.f32");
  }

  private Run run(String verb, String... options) {
    return Tool.withEngine(new ModelEngines()).run(List.of(verb, model.toString()), options);
  }
}
