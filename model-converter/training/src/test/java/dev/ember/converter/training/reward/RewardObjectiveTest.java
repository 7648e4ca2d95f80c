package dev.ember.converter.training.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.model.Floats;
import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.objective.BradleyTerry;
import dev.ember.converter.training.preference.DecoderGradientCheck;
import dev.ember.converter.training.preference.RankedBatch;
import dev.ember.converter.training.preference.RankedBatches;
import dev.ember.converter.training.preference.StageSteps;
import dev.ember.converter.training.preference.TinyWorld;
import dev.ember.inference.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class RewardObjectiveTest {
  /** Float64 losses of order 1 through two layers: differences are good to about 1e-8. */
  private static final double GRADIENT_TOLERANCE = 1e-6;

  /** Float32 losses after 50 steps, on processors that add in another order. */
  private static final double TRAJECTORY_TOLERANCE = 0.02;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void run_kindAnswersPreferred_prefersThemOnHeldOutPairsToo() throws IOException {
    try (Checkpoint origin = TinyWorld.checkpoint(1);
        Parameters parameters = RewardModel.begin(origin.parameters())) {
      RewardModel model = new RewardModel(parameters, Precision.FLOAT32);
      StageSteps steps =
          StageSteps.run(new RewardObjective(model, TinyWorld.batches(1)), parameters, 50, 0.01);
      assertThat(steps.step(0).loss())
          .as("a head of zeros finds all answers as good")
          .isCloseTo(Math.log(2), within(1e-6));
      assertThat(steps.firstJudged("heldOutAccuracy")).isEqualTo(0.5);
      assertThat(steps.lastJudged("heldOutAccuracy")).isEqualTo(1);
      assertThat(steps.lastJudged("heldOutLoss")).isLessThan(0.05);
    }
  }

  @Test
  public void report_nothingHeldOut_saysSoAndMeasuresNothing() throws IOException {
    try (Checkpoint origin = TinyWorld.checkpoint(1);
        Parameters parameters = RewardModel.begin(origin.parameters())) {
      RewardModel model = new RewardModel(parameters, Precision.FLOAT32);
      assertThat(RewardReport.of(model, List.of()).json())
          .isEqualToIgnoringWhitespace("{\"pairs\": 0}");
    }
  }

  @Test
  public void run_fiftySteps_followTheCommittedTrajectory() throws IOException {
    try (Checkpoint origin = TinyWorld.checkpoint(1);
        Parameters parameters = RewardModel.begin(origin.parameters())) {
      RewardModel model = new RewardModel(parameters, Precision.FLOAT32);
      StageSteps steps =
          StageSteps.run(new RewardObjective(model, TinyWorld.batches(1)), parameters, 50, 0.001);
      steps.trajectory().assertAsCommitted("reward", TRAJECTORY_TOLERANCE, TRAJECTORY_TOLERANCE);
    }
  }

  @Test
  public void measures_sharesComputedSideBySide_sameToTheBitEveryTime() throws IOException {
    int threads = torch.get_num_threads();
    torch.set_num_threads(3);
    try {
      List<Double> margins = margins();
      for (int again = 0; again < 3; again++) {
        assertThat(margins()).isEqualTo(margins);
      }
    } finally {
      torch.set_num_threads(threads);
    }
  }

  /** The margin of each step where a step has three shares. */
  private static List<Double> margins() throws IOException {
    RankedBatches batches =
        new RankedBatches(
            TinyWorld.preferences(), TinyWorld.encoder(), TinyWorld.CONFIG.context(), 12, 1);
    try (Checkpoint origin = TinyWorld.checkpoint(1);
        Parameters parameters = RewardModel.begin(origin.parameters())) {
      RewardModel model = new RewardModel(parameters, Precision.FLOAT32);
      int steps = 10;
      StageSteps run = StageSteps.run(new RewardObjective(model, batches), parameters, steps, 0.01);
      List<Double> margins = new ArrayList<>();
      for (int step = 0; step < steps; step++) {
        margins.add(run.measured(step, "margin"));
      }
      return margins;
    }
  }

  @Test
  public void loss_gradientThroughTheDecoder_equalsFiniteDifferences() {
    try (Checkpoint origin = TinyWorld.checkpoint(2);
        Parameters narrow = RewardModel.begin(origin.parameters());
        Parameters parameters = narrow.inDoublePrecision()) {
      DoublePointer weights = new DoublePointer(parameters.flat().data_ptr());
      ParameterLayout.Slot head = parameters.layout().slot(RewardModel.HEAD);
      for (int i = 0; i < head.size(); i++) {
        weights.put(head.offset() + i, Math.sin(i));
      }
      RewardModel model = new RewardModel(parameters, Precision.FLOAT64);
      RankedBatch batch = TinyWorld.batches(3).step(0).get(0);
      DecoderGradientCheck.assertAt(
          parameters,
          () -> BradleyTerry.loss(model.scores(batch.answers()), batch.pairs()),
          GRADIENT_TOLERANCE);
    }
  }

  @Test
  public void checkpoint_writtenAndOpened_scoresAlikeFromItsZero() throws IOException {
    Path folder = temporary.newFolder().toPath();
    try (Checkpoint origin = TinyWorld.checkpoint(1);
        Parameters parameters = RewardModel.begin(origin.parameters())) {
      RewardModel model = new RewardModel(parameters, Precision.FLOAT32);
      StageSteps.run(new RewardObjective(model, TinyWorld.batches(1)), parameters, 5, 0.01);
      RewardCheckpoint.write(folder, origin, parameters, 0.25);
      RankedBatch batch = TinyWorld.batches(3).step(0).get(0);
      try (RewardCheckpoint opened = RewardCheckpoint.open(folder);
          PointerScope scope = new PointerScope()) {
        opened.requireTokenizerOf(origin);
        opened.requireDesignOf(origin);
        assertThat(opened.isCentred()).isTrue();
        float[] expected = Floats.of(model.scores(batch.answers()));
        assertThat(expected[0]).isNotZero();
        for (int i = 0; i < expected.length; i++) {
          expected[i] -= 0.25f;
        }
        assertThat(Floats.of(opened.model(Precision.FLOAT32).scores(batch.answers())))
            .containsExactly(
                expected,
                org.assertj.core.data.Offset.offset(1e-5f)); // a scaled and unscaled query
      }
    }
  }

  @Test
  public void checkpoint_rowThatIsNone_refusedBeforeTheTrunkIsOpened() throws IOException {
    Path folder = temporary.newFolder().toPath();
    new SafetensorsWriter()
        .metadata("zero", "nothing")
        .tensor(RewardModel.HEAD, List.of(1L, 2L), () -> new float[2])
        .write(folder.resolve("reward.safetensors"));
    assertThatThrownBy(() -> RewardCheckpoint.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reward.safetensors: ")
        .hasMessageContaining("nothing");
  }

  @Test
  public void checkpoint_rowOfAnotherWidth_refusedBeforeTheWeightsAreRead() throws IOException {
    Path folder = temporary.newFolder().toPath();
    try (Checkpoint origin = TinyWorld.checkpoint(1);
        Parameters parameters = RewardModel.begin(origin.parameters())) {
      RewardCheckpoint.write(folder, origin, parameters, 0);
    }
    new SafetensorsWriter()
        .tensor(RewardModel.HEAD, List.of(1L, 2L), () -> new float[2])
        .write(folder.resolve("reward.safetensors"));
    // Who came so far as to read the tokenizer would hold the weights already.
    Files.delete(folder.resolve("trunk/tokenizer.json"));
    assertThatThrownBy(() -> RewardCheckpoint.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected a row of 16 but found 2");
  }

  @Test
  public void checkpoint_otherFolder_refused() throws IOException {
    Path folder = temporary.newFolder().toPath();
    assertThatThrownBy(() -> RewardCheckpoint.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected a reward model");
  }
}
