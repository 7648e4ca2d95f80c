package dev.ember.converter.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.checkpoint.TrainingNotes;
import dev.ember.converter.training.pretrain.PretrainCommand;
import dev.ember.converter.training.testing.SmallModel;
import dev.ember.converter.training.testing.SmallTexts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public final class CheckpointCommandTest {
  /** Half a unit in the last place of 8 significant bits, of the largest value there is. */
  private static final float ROUNDING = 0x1p-8f;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private final StringWriter errors = new StringWriter();
  private Path texts;
  private Path model;

  @Before
  public void writeModel() throws IOException {
    texts = SmallTexts.write(temporary.newFolder().toPath());
    model = temporary.newFolder().toPath();
    SmallModel.write(texts, model);
    Files.writeString(model.resolve("card.md"), "# Of a test\n");
  }

  @Test
  public void execute_aModel_isHalfTheSizeAndTheSameButForRounding() throws IOException {
    Path out = temporary.getRoot().toPath().resolve("handed/on");

    assertThat(run(model.toString(), "--out", out.toString())).isZero();

    long whole = Files.size(model.resolve("model.safetensors"));
    assertThat(Files.size(out.resolve("model.safetensors"))).isLessThan(whole * 11 / 20);
    assertThat(Files.readString(out.resolve("config.json"))).contains("\"bfloat16\"");
    assertThat(out.resolve("card.md")).hasSameBinaryContentAs(model.resolve("card.md"));
    assertThat(out.resolve("tokenizer.json"))
        .hasSameBinaryContentAs(model.resolve("tokenizer.json"));
    try (Checkpoint before = Checkpoint.open(model);
        Checkpoint after = Checkpoint.open(out)) {
      assertThat(after.parameters().config()).isEqualTo(before.parameters().config());
      float[] exact = before.parameters().toArray();
      float[] rounded = after.parameters().toArray();
      assertThat(rounded).isNotEqualTo(exact);
      for (int i = 0; i < exact.length; i++) {
        assertThat(Math.abs(rounded[i] - exact[i]))
            .as("weight %d", i)
            .isLessThanOrEqualTo(Math.abs(exact[i]) * ROUNDING);
      }
    }
  }

  @Test
  public void execute_handedOn_pretrainingGoesOnFromIt() throws IOException {
    Path out = temporary.newFolder().toPath();
    Path next = temporary.newFolder().toPath();
    assertThat(run(model.toString(), "--out", out.toString())).isZero();

    assertThat(pretrain(out, next)).isZero();

    assertThat(next.resolve("model.safetensors")).isRegularFile();
  }

  @Test
  public void execute_twiceTheLayers_pretrainingGoesOnFromTheLargerModel() throws IOException {
    Path out = temporary.newFolder().toPath();
    Path next = temporary.newFolder().toPath();

    assertThat(run(model.toString(), "--twice-the-layers", "--out", out.toString())).isZero();
    assertThat(pretrain(out, next)).isZero();

    int layers = Checkpoint.design(model).layers();
    assertThat(Checkpoint.design(out).layers()).isEqualTo(2 * layers);
    assertThat(Checkpoint.design(next)).isEqualTo(Checkpoint.design(out));
  }

  @Test
  public void execute_aStage_handsOnWhatItIsAndBecomesTheParent() throws IOException {
    Path stage = temporary.newFolder().toPath();
    Path out = temporary.newFolder().toPath();
    Path next = temporary.newFolder().toPath();
    assertThat(pretrain(model, stage)).isZero();

    assertThat(run(stage.toString(), "--out", out.toString())).isZero();
    assertThat(pretrain(out, next)).isZero();

    Map<String, String> before = TrainingNotes.facts(stage);
    Map<String, String> after = TrainingNotes.facts(out);
    assertThat(after)
        .containsEntry("stage", "pretrain")
        .containsEntry("trainingSteps", "3")
        .containsKeys("parent", "data", "trainingTokens", "trainingSeconds")
        .hasSameSizeAs(before)
        .doesNotContainEntry("checkpoint", before.get("checkpoint"));
    assertThat(TrainingNotes.facts(next)).containsEntry("parent", after.get("checkpoint"));
  }

  @Test
  public void execute_noStage_leavesNoFactsOfWhatLayThere() throws IOException {
    Path out = temporary.newFolder().toPath();
    Files.writeString(out.resolve(TrainingNotes.HANDED_ON), "{\"stage\":\"sft\"}");

    assertThat(run(model.toString(), "--out", out.toString())).isZero();

    assertThat(TrainingNotes.facts(out)).isEmpty();
  }

  @Test
  public void execute_intoTheModelItself_isRefusedAndItStays() throws IOException {
    byte[] before = Files.readAllBytes(model.resolve("model.safetensors"));

    for (Path words : new Path[] {model, model.resolve("model.safetensors")}) {
      assertThat(run(words.toString(), "--out", model.resolve(".").toString())).isEqualTo(2);

      assertThat(errors.toString()).contains("--out: expected a folder other than the model's own");
      errors.getBuffer().setLength(0);
      assertThat(Files.readAllBytes(model.resolve("model.safetensors"))).isEqualTo(before);
    }
  }

  @Test
  public void execute_cardOfOtherBytesThanUtf8_isNamed() throws IOException {
    Path card = Files.write(model.resolve("card.md"), new byte[] {'#', (byte) 0xFF});
    Path out = temporary.getRoot().toPath().resolve("out");

    assertThat(run(model.toString(), "--out", out.toString())).isEqualTo(1);

    assertThat(errors.toString()).contains(card + ": expected UTF-8 but found other bytes");
  }

  private int pretrain(Path from, Path to) {
    String options = "--from %s --out %s --steps 3 --rows 2 --length 32 --threads 1 --held-out 0";
    String text = texts.resolve("chats.jsonl").toString();
    return new CommandLine(new PretrainCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute((text + " " + options.formatted(from, to)).split(" "));
  }

  private int run(String... arguments) {
    return new CommandLine(new CheckpointCommand())
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }
}
