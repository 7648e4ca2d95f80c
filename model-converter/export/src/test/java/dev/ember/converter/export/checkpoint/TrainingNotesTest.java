package dev.ember.converter.export.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class TrainingNotesTest {
  /** What a run that was killed may leave. */
  private static final String TORN = "{\"step\":2,\"seconds\":.,\"tokensPerSecond\":.}";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void facts_ofAStage_sayWhatItIsAndWhatItCost() throws IOException {
    Path base =
        stage("pretrain", "{\"sources\":\"[/home/My Name/my texts/a.txt, b.txt]\"}", "base");
    Path tuned = stage("sft", "{\"from\":\"" + base + "\",\"sources\":\"chats.jsonl\"}", "tuned");

    Map<String, String> ofBase = TrainingNotes.facts(base);
    Map<String, String> ofTuned = TrainingNotes.facts(tuned);
    assertThat(ofBase)
        .containsEntry("stage", "pretrain")
        .containsEntry("data", "a.txt, b.txt")
        .containsEntry("trainingSteps", "2")
        .containsEntry("trainingTokens", "3600000")
        .containsEntry("trainingSeconds", "3600")
        .doesNotContainKey("parent");
    assertThat(ofTuned).containsEntry("stage", "sft").containsEntry("data", "chats.jsonl");
    assertThat(ofTuned.get("parent")).isEqualTo(ofBase.get("checkpoint")).hasSize(16);
    assertThat(ofTuned.get("checkpoint")).isNotEqualTo(ofBase.get("checkpoint"));
  }

  @Test
  public void facts_ofAParentThatWasMovedAlong_nameIt() throws IOException {
    Path base = stage("pretrain", "{\"from\":\"nothing\"}", "base");
    String gone = "/where/it/was/" + base.getFileName();
    Path tuned = stage("sft", "{\"from\":\"" + gone + "\"}", "tuned");

    assertThat(TrainingNotes.facts(tuned))
        .containsEntry("parent", TrainingNotes.facts(base).get("checkpoint"));
  }

  @Test
  public void facts_ofAModelHandedOn_areThoseOfItsFileAndTheHashOfItsWeights() throws IOException {
    Path folder = temporary.newFolder().toPath();
    String carried =
        "{\"stage\":\"pretrain\",\"trainingSteps\":\"7\",\"checkpoint\":\"of others\",\"x\":\"y\"}";
    Files.write(folder.resolve(TrainingNotes.HANDED_ON), carried.getBytes(UTF_8));
    Files.write(folder.resolve("model.safetensors"), "halves".getBytes(UTF_8));

    assertThat(TrainingNotes.facts(folder))
        .containsOnlyKeys("stage", "trainingSteps", "checkpoint")
        .containsEntry("stage", "pretrain")
        .containsEntry("trainingSteps", "7")
        .doesNotContainEntry("checkpoint", "of others");
  }

  @Test
  public void facts_handedOnAsNoText_areRefusedByName() throws IOException {
    Path folder = temporary.newFolder().toPath();
    Files.write(folder.resolve(TrainingNotes.HANDED_ON), "{\"stage\":7}".getBytes(UTF_8));

    assertThatThrownBy(() -> TrainingNotes.facts(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("stage");
  }

  @Test
  public void facts_ofAnyOtherFolder_areNone() throws IOException {
    assertThat(TrainingNotes.facts(temporary.newFolder().toPath())).isEmpty();
  }

  private Path stage(String stage, String settings, String weights) throws IOException {
    Path folder = temporary.newFolder().toPath();
    Files.createDirectories(folder.resolve("training"));
    String run = "{\"stage\":\"" + stage + "\",\"settings\":" + settings + "}";
    Files.write(folder.resolve("training/run.json"), run.getBytes(UTF_8));
    String step =
        "{\"stage\":\"x\",\"step\":%d,\"seconds\":1800.0000,\"tokensPerSecond\":1000.0}\n";
    String steps = String.format(step, 0) + String.format(step, 1) + TORN;
    Files.write(folder.resolve("training/speed.jsonl"), steps.getBytes(UTF_8));
    Files.write(folder.resolve("model.safetensors"), weights.getBytes(UTF_8));
    return folder;
  }
}
