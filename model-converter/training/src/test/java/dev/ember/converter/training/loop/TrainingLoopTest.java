package dev.ember.converter.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.TinyModel;
import dev.ember.converter.training.optim.AdamW;
import dev.ember.converter.training.optim.LearningRate;
import dev.ember.converter.training.optim.Muon;
import dev.ember.converter.training.optim.Optimizer;
import dev.ember.converter.training.parallel.Peers;
import dev.ember.converter.training.testing.StopAfter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.Test;

public final class TrainingLoopTest {

  /** Remembers what it hears. */
  private static final class RecordingSink implements MetricsSink {
    private final List<StepMetrics> steps = new ArrayList<>();
    private final List<String> heldOut = new ArrayList<>();

    @Override
    public void step(StepMetrics metrics) {
      steps.add(metrics);
    }

    @Override
    public void judged(String stage, int step, Map<String, Double> measures) {
      heldOut.add(stage + "@" + step);
    }
  }

  private final RecordingSink sink = new RecordingSink();
  private final List<Integer> checkpoints = new ArrayList<>();

  @Test
  public void run_oneBatchAgainAndAgain_isLearnedByHeart() throws IOException {
    Batch batch = TinyModel.batch(2, 8, 1);
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      run(parameters, stage(step -> List.of(batch), 300, 0.02), 0, Integer.MAX_VALUE);
    }
    assertThat(sink.steps.get(0).loss())
        .as("the first guess is uniform")
        .isCloseTo(Math.log(TinyModel.VOCABULARY), within(0.1));
    assertThat(sink.steps.get(299).loss()).isLessThan(0.05);
  }

  @Test
  public void run_batchInHalves_sameStepAsWhole() throws IOException {
    Batch whole = TinyModel.batch(4, 6, 5);
    List<Batch> halves = List.of(rows(whole, 0), rows(whole, 2));
    float[] once;
    float[] twice;
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      run(parameters, stage(step -> List.of(whole), 2, 0.01), 0, 1);
      once = parameters.toArray();
    }
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      run(parameters, stage(step -> halves, 2, 0.01), 0, 1);
      twice = parameters.toArray();
    }
    assertThat(sink.steps.get(0).loss()).isCloseTo(sink.steps.get(1).loss(), within(1e-6));
    // Adam's first step has the sign of the gradient, so only a gradient near zero may differ.
    int different = 0;
    for (int i = 0; i < once.length; i++) {
      different += Math.abs(once[i] - twice[i]) > 1e-4 ? 1 : 0;
    }
    assertThat(different).isLessThan(once.length / 100);
  }

  @Test
  public void run_sameSeed_sameWeightsToTheBit() throws IOException {
    float[][] weights = new float[2][];
    for (int run = 0; run < 2; run++) {
      try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 4)) {
        run(parameters, stage(TrainingLoopTest::seeded, 12, 0.01), 0, Integer.MAX_VALUE);
        weights[run] = parameters.toArray();
      }
    }
    assertThat(Arrays.equals(weights[0], weights[1])).isTrue();
  }

  @Test
  public void run_toldToStop_stopsAndSavesWhereItIs() throws IOException {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      boolean complete = run(parameters, stage(TrainingLoopTest::seeded, 12, 0.01), 0, 5);
      assertThat(complete).isFalse();
    }
    assertThat(sink.steps).hasSize(5);
    assertThat(checkpoints).containsExactly(5);
  }

  @Test
  public void run_complete_judgesBeforeAndAfter() throws IOException {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      boolean complete =
          run(parameters, stage(TrainingLoopTest::seeded, 12, 0.01), 0, Integer.MAX_VALUE);
      assertThat(complete).isTrue();
    }
    assertThat(sink.heldOut).containsExactly("test@0", "test@5", "test@10", "test@12");
    assertThat(checkpoints).containsExactly(12);
  }

  @Test
  public void run_alreadyComplete_doesNothing() throws IOException {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      assertThat(run(parameters, stage(TrainingLoopTest::seeded, 12, 0.01), 12, 99)).isTrue();
    }
    assertThat(sink.steps).isEmpty();
    assertThat(sink.heldOut).isEmpty();
  }

  @Test
  public void run_stepsOfHalfAMinute_eachSecondIsSaved() throws IOException {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      ClockedObjective objective = new ClockedObjective(parameters, 1);
      assertThat(runClocked(objective, 7, () -> false)).isTrue();
    }
    assertThat(checkpoints).containsExactly(2, 4, 6, 7);
  }

  @Test
  public void run_toldToStopInALongRound_goesBackToTheCheckpointBefore() throws IOException {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      ClockedObjective objective = new ClockedObjective(parameters, 8);
      assertThat(runClocked(objective, 16, () -> sink.steps.size() >= 9)).isFalse();
    }
    assertThat(sink.steps).as("not the whole round").hasSize(10);
    assertThat(checkpoints).containsExactly(8);
  }

  @Test
  public void run_toldToStopWhileItIsJudged_stopsThereAndIsNoCompleteRun() throws IOException {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      Plan plan = stage(TrainingLoopTest::seeded, 4, 0.01);
      Stage stage = plan.on(new Gpt(parameters, Precision.FLOAT32));
      try (AdamW optimizer = new AdamW(parameters, AdamW.Options.GPT3)) {
        TrainingLoop loop = new TrainingLoop(optimizer, sink);
        assertThat(loop.run(stage, 0, new StopAfter(1), checkpoints::add)).isFalse();
        assertThat(sink.heldOut).as("given up").isEmpty();
        assertThat(checkpoints).containsExactly(0);

        boolean atTheEnd = loop.run(stage, 0, () -> sink.steps.size() == 4, checkpoints::add);
        assertThat(atTheEnd).isFalse();
      }
    }
    assertThat(sink.heldOut).containsExactly("test@0");
    assertThat(checkpoints).as("none that says that all is done").containsExactly(0);
  }

  /** A loss whose every step takes half of the time between two checkpoints. */
  private static final class ClockedObjective implements Objective {
    private final Parameters parameters;
    private final int stepsOfRound;
    private long nanos;

    private ClockedObjective(Parameters parameters, int stepsOfRound) {
      this.parameters = parameters;
      this.stepsOfRound = stepsOfRound;
    }

    @Override
    public List<Share> step(int step) {
      nanos += TrainingLoop.CHECKPOINT_NANOS / 2;
      return List.of(new FlatShare(parameters));
    }

    @Override
    public boolean mayStopBefore(int step) {
      return step % stepsOfRound == 0;
    }

    @Override
    public Map<String, Double> judge() {
      return Map.of();
    }
  }

  /** A loss without a slope. */
  private record FlatShare(Parameters parameters) implements Share {
    @Override
    public int scored() {
      return 1;
    }

    @Override
    public int positions() {
      return 1;
    }

    @Override
    public Tensor loss() {
      return parameters.flat().mul(new Scalar(0.0)).sum();
    }
  }

  private boolean runClocked(ClockedObjective objective, int steps, BooleanSupplier stop)
      throws IOException {
    try (AdamW optimizer = new AdamW(objective.parameters, AdamW.Options.GPT3)) {
      Stage stage = new Stage("test", objective, new LearningRate(0.1, 0.1, 0, steps), steps);
      return new TrainingLoop(optimizer, sink, Peers.ALONE, () -> objective.nanos)
          .run(stage, 0, stop, checkpoints::add);
    }
  }

  @Test
  public void run_gradientIsNoNumber_nothingMovesAndNothingIsSaved() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      float[] before = parameters.toArray();
      for (Optimizer optimizer :
          List.of(
              new AdamW(parameters, AdamW.Options.GPT3),
              new Muon(parameters, AdamW.Options.GPT3, 20, Precision.FLOAT32))) {
        try (optimizer) {
          LearningRate schedule = new LearningRate(0.1, 0.1, 0, 3);
          Stage stage = new Stage("test", new SteepObjective(parameters), schedule, 5);
          TrainingLoop loop = new TrainingLoop(optimizer, sink);
          assertThatThrownBy(() -> loop.run(stage, 0, () -> false, checkpoints::add))
              .isInstanceOf(DivergedException.class)
              .hasMessageContaining("expected a finite gradient at step 0 of test but found NaN");
        }
        assertThat(parameters.toArray()).isEqualTo(before);
      }
    }
    assertThat(checkpoints).isEmpty();
  }

  /** A loss of 0 whose slope there is no number: the root of nothing. */
  private record SteepObjective(Parameters parameters) implements Objective, Share {
    @Override
    public List<Share> step(int step) {
      return List.of(this);
    }

    @Override
    public Map<String, Double> judge() {
      return Map.of();
    }

    @Override
    public int scored() {
      return 1;
    }

    @Override
    public int positions() {
      return 1;
    }

    @Override
    public Tensor loss() {
      return parameters.flat().mul(new Scalar(0.0)).sum().sqrt();
    }
  }

  private boolean run(Parameters parameters, Plan stage, int first, int most) throws IOException {
    try (AdamW optimizer = new AdamW(parameters, AdamW.Options.GPT3)) {
      int before = sink.steps.size();
      return new TrainingLoop(optimizer, sink)
          .run(
              stage.on(new Gpt(parameters, Precision.FLOAT32)),
              first,
              () -> sink.steps.size() - before >= most,
              checkpoints::add);
    }
  }

  private record Plan(BatchSource source, int steps, double rate) {
    private Stage on(Gpt gpt) {
      NextToken objective = new NextToken(gpt, source, List.of(TinyModel.batch(1, 4, 99)));
      return new Stage("test", objective, new LearningRate(rate, rate / 10, 1, steps), 5);
    }
  }

  private static Plan stage(BatchSource source, int steps, double rate) {
    return new Plan(source, steps, rate);
  }

  private static List<Batch> seeded(int step) {
    return List.of(TinyModel.batch(2, 5, step), TinyModel.batch(1, 9, step + 100));
  }

  private static Batch rows(Batch batch, int first) {
    int from = first * batch.length();
    int to = from + 2 * batch.length();
    return new Batch(
        2,
        batch.length(),
        Arrays.copyOfRange(batch.tokens(), from, to),
        Arrays.copyOfRange(batch.targets(), from, to),
        new int[to - from]);
  }
}
