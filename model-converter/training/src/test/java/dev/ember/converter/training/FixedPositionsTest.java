package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.SinusoidalTable;
import dev.ember.converter.training.preference.TinyWorld;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Embeddings;
import dev.ember.inference.model.TensorName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.Before;
import org.junit.Test;

/** Sinusoidal positions are what they were behind every stage that begins with such a model. */
public final class FixedPositionsTest extends TuningWorld {
  private static final DecoderConfig CONFIG =
      TinyWorld.CONFIG.toBuilder().embeddings(new Embeddings(false, 1, true)).build();

  private float[] waves = {}; // [C * E]

  @Before
  public void fixPositions() throws IOException {
    Parameters parameters = Parameters.random(CONFIG, 1);
    SinusoidalTable.fill(parameters);
    waves = table(parameters);
    write(parameters);
  }

  /** Takes the parameters over. */
  private void write(Parameters parameters) throws IOException {
    try (Checkpoint usual = TinyWorld.checkpoint(1);
        Checkpoint checkpoint = new Checkpoint(parameters, usual.chat())) {
      checkpoint.write(model);
    }
  }

  @Test
  public void tuningStages_modelWithWaves_leaveThemAsTheyAre() throws IOException {
    Path sft = folder.resolve("sft");
    Path chats = folder.resolve("chats.jsonl");
    Files.writeString(
        chats, "{\"user\":\"Tell me\",\"assistant\":\"Yes, a kind dog\"}\n".repeat(9));
    assertThat(stage("sft", sft, 2, chats, "--from", model, "--held-out", 0)).isZero();
    Path reward = folder.resolve("reward");
    assertThat(stage("reward", reward, 2, "--from", model, "--pairs", pairs)).isZero();
    Path dpo = folder.resolve("dpo");
    assertThat(stage("dpo", dpo, 2, "--from", model, "--pairs", pairs)).isZero();
    Path rlhf = folder.resolve("rlhf");
    assertThat(stage("rlhf", rlhf, 4, rlhfBy(reward))).isZero();
    for (Path result : new Path[] {sft, dpo, rlhf, reward.resolve("trunk")}) {
      try (Checkpoint before = Checkpoint.open(model);
          Checkpoint after = Checkpoint.open(result)) {
        assertThat(table(after.parameters())).as(result.toString()).isEqualTo(waves);
        assertThat(Arrays.equals(after.parameters().toArray(), before.parameters().toArray()))
            .as("%s learned something", result)
            .isFalse();
      }
    }
  }

  @Test
  public void open_wavesInBfloat16_areFrozen() throws IOException {
    Path half = folder.resolve("half");
    assertThat(run("checkpoint", model, "--out", half)).isZero();
    for (Path path : new Path[] {model, half}) {
      try (Checkpoint checkpoint = Checkpoint.open(path)) {
        assertThat(isFrozen(checkpoint.parameters())).as(path.toString()).isTrue();
      }
    }
  }

  @Test
  public void open_tableThatLearned_goesOnLearning() throws IOException {
    Parameters parameters = Parameters.random(CONFIG, 1);
    SinusoidalTable.fill(parameters);
    float[] weights = parameters.toArray();
    weights[parameters.layout().slot(TensorName.POSITION_EMBEDDING).offset() + 5] += 0.01f;
    parameters.load(weights);
    write(parameters);
    try (Checkpoint checkpoint = Checkpoint.open(model)) {
      assertThat(isFrozen(checkpoint.parameters())).isFalse();
    }
  }

  private static boolean isFrozen(Parameters parameters) {
    return parameters.isFrozen(parameters.layout().slot(TensorName.POSITION_EMBEDDING));
  }

  private static float[] table(Parameters parameters) {
    ParameterLayout.Slot slot = parameters.layout().slot(TensorName.POSITION_EMBEDDING);
    return Arrays.copyOfRange(parameters.toArray(), slot.offset(), slot.offset() + slot.size());
  }
}
