package dev.ember.converter.training.rlhf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.loop.Share;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.model.Floats;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.objective.ClippedPolicy;
import dev.ember.converter.training.objective.ClippedValue;
import dev.ember.converter.training.optim.AdamW;
import dev.ember.converter.training.optim.LearningRate;
import dev.ember.converter.training.preference.DecoderGradientCheck;
import dev.ember.converter.training.preference.StageSteps;
import dev.ember.converter.training.preference.TinyWorld;
import dev.ember.converter.training.rollout.AnswerLikelihood;
import dev.ember.converter.training.run.RunFolder;
import dev.ember.converter.training.run.RunSettings;
import dev.ember.converter.training.run.StageRun;
import dev.ember.converter.training.testing.Trajectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class PpoObjectiveTest {
  private static final double RATE = 0.003;

  /** Float64 losses of order 10 through two decoders. */
  private static final double GRADIENT_TOLERANCE = 1e-5;

  /** What was sampled is kept in float32. */
  private static final double ROUNDING = 1e-5;

  /** One sampled token of 48 may differ by rounding. */
  private static final double TRAJECTORY_TOLERANCE = 0.1;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void step_first_divergesByNothing() throws IOException {
    try (PpoWorld world = new PpoWorld(10)) {
      StageSteps steps =
          StageSteps.run(world.objective(PpoWorld.OPTIONS), world.parameters, 5, RATE);
      assertThat(steps.measured(0, "kl")).as("policy is reference").isZero();
      assertThat(steps.measured(0, "clippedShare")).as("nothing moved yet").isZero();
      assertThat(steps.measured(4, "kl"))
          .as("the next round is written by a policy that moved")
          .isNotZero();
    }
  }

  @Test
  public void step_nothingToGain_movesNothing() throws IOException {
    // A reward model of zeros and a free divergence: all rewards, values and advantages are zero.
    PpoOptions free = new PpoOptions(8, 2, 2, 6, 0.2, 0.1, 1, 0.95, 0, 6, 200, 0);
    try (PpoWorld world = new PpoWorld(0)) {
      float[] before = world.parameters.toArray();
      StageSteps steps = StageSteps.run(world.objective(free), world.parameters, 4, RATE);
      assertThat(steps.step(3).gradientNorm()).isZero();
      assertThat(Arrays.equals(world.parameters.toArray(), before)).isTrue();
    }
  }

  @Test
  public void run_kindAnswersRewarded_earnMore() throws IOException {
    PpoOptions eager = new PpoOptions(32, 2, 2, 4, 0.2, 0.1, 1, 0.95, 0.01, 50, 2000, 0);
    try (PpoWorld world = new PpoWorld(40)) {
      StageSteps steps = StageSteps.run(world.objective(eager), world.parameters, 80, 0.003);
      double first = steps.measured(0, "reward");
      double last = steps.measured(79, "reward");
      assertThat(last).as("reward of an answer, at first %f", first).isGreaterThan(first + 0.4);
      assertThat(steps.measured(79, "kl")).isPositive();
    }
  }

  @Test
  public void run_fiftySteps_followTheCommittedTrajectory() throws IOException {
    try (PpoWorld world = new PpoWorld(10)) {
      StageSteps steps =
          StageSteps.run(world.objective(PpoWorld.OPTIONS), world.parameters, 50, 0.0003);
      Trajectory trajectory = new Trajectory();
      for (int step = 0; step < steps.count(); step++) {
        trajectory.add(steps.measured(step, "reward"), steps.step(step).gradientNorm());
      }
      trajectory.assertAsCommitted("rlhf", TRAJECTORY_TOLERANCE, TRAJECTORY_TOLERANCE);
    }
  }

  @Test
  public void run_stoppedBetweenAnyTwoSteps_goesOnBitForBit() throws IOException {
    Path whole = temporary.newFolder().toPath();
    Path parts = temporary.newFolder().toPath();
    float[] expected = run(whole, () -> false);
    // Asked to stop in the middle of a round, it ends the round first.
    run(parts, new StopAfter(2));
    assertThat(Files.readAllLines(new RunFolder(parts).metrics())).hasSize(4);
    run(parts, new StopAfter(1));
    assertThat(Files.readAllLines(new RunFolder(parts).metrics())).hasSize(8);
    float[] resumed = run(parts, () -> false);
    assertThat(Arrays.equals(resumed, expected)).isTrue();
    assertThat(new RunFolder(parts).metrics())
        .hasSameTextualContentAs(new RunFolder(whole).metrics());
  }

  private static float[] run(Path folder, BooleanSupplier stop) throws IOException {
    PrintStream silence =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    try (PpoWorld world = new PpoWorld(10);
        StageRun run =
            StageRun.open(new RunFolder(folder), new RunSettings("rlhf"), false, silence);
        AdamW optimizer = new AdamW(world.parameters, StageSteps.PLAIN)) {
      Stage stage =
          new Stage(
              "rlhf", world.objective(PpoWorld.OPTIONS), new LearningRate(RATE, RATE, 0, 16), 16);
      run.execute(stage, world.parameters, optimizer, stop);
      return world.parameters.toArray();
    }
  }

  @Test
  public void run_divergenceRunsAway_endsEarly() throws IOException {
    PpoOptions loose = new PpoOptions(8, 2, 2, 6, 0.2, 0.1, 1, 0.95, 0, 0.01, 200, 0);
    try (PpoWorld world = new PpoWorld(20)) {
      PpoObjective objective = world.objective(loose);
      StageSteps steps = StageSteps.run(objective, world.parameters, 400, 0.02);
      assertThat(steps.count()).isLessThan(400);
      assertThat(objective.endsEarly()).contains("ran away from its target of 0.0");
    }
  }

  @Test
  public void loss_gradientThroughBothModels_equalsFiniteDifferences() throws IOException {
    try (PpoWorld world = new PpoWorld(5)) {
      PpoObjective objective = world.objective(PpoWorld.OPTIONS);
      Share narrow = objective.step(0).get(0);
      assertThat(narrow.scored()).isPositive();
      try (Parameters wide = world.parameters.inDoublePrecision()) {
        ActorCritic models = new ActorCritic(wide, Precision.FLOAT64, world.zero);
        List<AnsweredPrompt> answers = TinyWorld.batches(3).step(0).get(0).answers();
        DecoderGradientCheck.assertAt(wide, () -> wideLoss(models, answers), GRADIENT_TOLERANCE);
      }
    }
  }

  @Test
  public void loss_ofTheSharesOfARound_equalsFiniteDifferencesAndBeginsAtNothing()
      throws IOException {
    try (PpoWorld world = new PpoWorld(5);
        Parameters wide = world.parameters.inDoublePrecision()) {
      ActorCritic models = new ActorCritic(wide, Precision.FLOAT64, world.zero);
      PpoObjective objective = world.objective(PpoWorld.OPTIONS, models);
      List<Share> shares = objective.step(0);
      for (Share share : shares) {
        DecoderGradientCheck.assertAt(wide, share::loss, GRADIENT_TOLERANCE);
        wide.forgetGradient();
        try (PointerScope scope = new PointerScope()) {
          share.loss(); // where nothing is moved, for the measures
        }
      }
      // Each token beside its own likelihood: all ratios are 1, and whitened advantages cancel out.
      assertThat(objective.measures().get("policyLoss")).isCloseTo(0, within(ROUNDING));
      assertThat(objective.measures().get("clippedShare")).isZero();
      assertThat(objective.measures().get("valueLoss")).isPositive();
    }
  }

  /** Ratios and values away from the corners of both clips. */
  private static Tensor wideLoss(ActorCritic models, List<AnsweredPrompt> answers) {
    Tensor policy =
        new AnswerLikelihood(models.policy()).loss(answers, PpoObjectiveTest::widePolicyLoss);
    Tensor values = models.value().values(answers);
    int count = Math.toIntExact(values.size(0));
    double[] advantages = IntStream.range(0, count).mapToDouble(Math::cos).toArray();
    Tensor value =
        new ClippedValue(0.2)
            .loss(
                values, Tensor.create(new double[count], count), Tensor.create(advantages, count));
    return policy.add(value.mul(new Scalar(0.1)));
  }

  private static Tensor widePolicyLoss(Tensor now) {
    int count = Math.toIntExact(now.size(0));
    double[] sampled = new double[count];
    double[] advantages = IntStream.range(0, count).mapToDouble(Math::cos).toArray();
    float[] base = Floats.of(now);
    for (int i = 0; i < count; i++) {
      sampled[i] = Math.round(base[i] * 10) / 10.0 + 0.03;
    }
    return new ClippedPolicy(0.2)
        .loss(now, Tensor.create(sampled, count), Tensor.create(advantages, count));
  }

  /** Stops when it was asked so many times, which is before so many steps. */
  private static final class StopAfter implements BooleanSupplier {
    private int left;

    private StopAfter(int steps) {
      left = steps;
    }

    @Override
    public boolean getAsBoolean() {
      return left-- <= 0;
    }
  }
}
