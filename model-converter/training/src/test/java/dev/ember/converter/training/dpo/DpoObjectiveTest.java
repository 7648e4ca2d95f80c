package dev.ember.converter.training.dpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.objective.DirectPreference;
import dev.ember.converter.training.preference.DecoderGradientCheck;
import dev.ember.converter.training.preference.RankedBatch;
import dev.ember.converter.training.preference.StageSteps;
import dev.ember.converter.training.preference.TinyWorld;
import dev.ember.converter.training.rollout.AnswerLikelihood;
import java.io.IOException;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.Test;

public final class DpoObjectiveTest {
  private static final DirectPreference OBJECTIVE = new DirectPreference(0.1);

  /** Float64 losses of order 1 through two layers: differences are good to about 1e-8. */
  private static final double GRADIENT_TOLERANCE = 1e-6;

  /** Float32 losses after 50 steps, on processors that add in another order. */
  private static final double TRAJECTORY_TOLERANCE = 0.02;

  @Test
  public void run_fiftySteps_followTheCommittedTrajectory() throws IOException {
    try (Checkpoint origin = TinyWorld.checkpoint(1);
        Checkpoint reference = TinyWorld.checkpoint(1)) {
      StageSteps steps =
          StageSteps.run(objective(origin, reference), origin.parameters(), 50, 0.001);
      assertThat(steps.step(0).loss())
          .as("policy and reference are one")
          .isCloseTo(Math.log(2), within(1e-6));
      steps.trajectory().assertAsCommitted("dpo", TRAJECTORY_TOLERANCE, TRAJECTORY_TOLERANCE);
      assertThat(steps.firstJudged("heldOutAccuracy")).isEqualTo(0.5);
      assertThat(steps.lastJudged("heldOutAccuracy")).isEqualTo(1);
      assertThat(steps.lastJudged("heldOutLoss")).isLessThan(0.5);
    }
  }

  @Test
  public void loss_gradientThroughTheDecoder_equalsFiniteDifferences() {
    try (Checkpoint origin = TinyWorld.checkpoint(2);
        Parameters parameters = origin.parameters().inDoublePrecision()) {
      RankedBatch batch = TinyWorld.batches(3).step(0).get(0);
      Gpt gpt = new Gpt(parameters, Precision.FLOAT64);
      DecoderGradientCheck.assertAt(parameters, () -> loss(gpt, batch), GRADIENT_TOLERANCE);
    }
  }

  private static DpoObjective objective(Checkpoint origin, Checkpoint reference) {
    return new DpoObjective(
        new Gpt(origin.parameters(), Precision.FLOAT32),
        new Gpt(reference.parameters(), Precision.FLOAT32),
        OBJECTIVE,
        TinyWorld.batches(1));
  }

  /** Against a reference that finds every answer equally likely. */
  private static Tensor loss(Gpt gpt, RankedBatch batch) {
    return new AnswerLikelihood(gpt)
        .loss(
            batch.answers(),
            tokens -> {
              Tensor policy = AnswerLikelihood.sums(tokens, batch.answers());
              return OBJECTIVE.loss(policy, policy.detach().mul(new Scalar(0.0)), batch.pairs());
            });
  }
}
