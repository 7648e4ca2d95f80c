package dev.ember.converter.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.training.checkpoint.TrainingState.Position;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.TinyModel;
import dev.ember.converter.training.optim.AdamW;
import dev.ember.inference.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class TrainingStateTest {
  private static final double RATE = 0.01;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void load_inTheMiddle_nextStepsAreTheSameToTheBit() throws IOException {
    Path path = temporary.getRoot().toPath().resolve("state.safetensors");
    Position position = new Position("tiny", 7, "FLOAT32", 1, 3, 3, 12, 2);
    float[] expected;
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1);
        AdamW optimizer = new AdamW(parameters, AdamW.Options.GPT3)) {
      steps(parameters, optimizer, 0, 3);
      TrainingState.save(path, position, parameters, optimizer);
      steps(parameters, optimizer, 3, 6);
      expected = parameters.toArray();
    }
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 99);
        AdamW optimizer = new AdamW(parameters, AdamW.Options.GPT3)) {
      TrainingState.load(path, parameters, optimizer);
      assertThat(TrainingState.position(path)).isEqualTo(position);
      assertThat(optimizer.steps()).isEqualTo(3);
      steps(parameters, optimizer, 3, 6);
      assertThat(parameters.toArray()).isEqualTo(expected);
    }
  }

  @Test
  public void position_factMissing_saysWhich() throws IOException {
    Path path = temporary.getRoot().toPath().resolve("state.safetensors");
    new SafetensorsWriter()
        .metadata("preset", "tiny")
        .tensor("weights", List.of(1L), () -> new float[1])
        .write(path);
    assertThatThrownBy(() -> TrainingState.position(path))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected the fact seed");
  }

  private static void steps(Parameters parameters, AdamW optimizer, int from, int to) {
    Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
    for (int step = from; step < to; step++) {
      try (PointerScope scope = new PointerScope()) {
        gpt.loss(TinyModel.batch(2, 5, step)).backward();
      }
      optimizer.step(RATE);
    }
  }
}
