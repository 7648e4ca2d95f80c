package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.distil.DistilObjective;
import dev.ember.converter.training.dpo.DpoObjective;
import dev.ember.converter.training.loop.Objective;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.TinyModel;
import dev.ember.converter.training.objective.DirectPreference;
import dev.ember.converter.training.objective.Distillation;
import dev.ember.converter.training.optim.AdamW;
import dev.ember.converter.training.optim.LearningRate;
import dev.ember.converter.training.parallel.Peers;
import dev.ember.converter.training.preference.StageSteps;
import dev.ember.converter.training.preference.TinyWorld;
import dev.ember.converter.training.reward.RewardModel;
import dev.ember.converter.training.reward.RewardObjective;
import dev.ember.converter.training.run.PrecisionChoice;
import dev.ember.converter.training.run.RunFolder;
import dev.ember.converter.training.run.RunSettings;
import dev.ember.converter.training.run.StageRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A stage that was stopped after any step ends with the very weights of one that was not. */
public final class TuningResumeTest {
  private static final int STEPS = 6;

  /** More than a run asks whether to stop. */
  private static final int NEVER = 100;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void reward_stopped_goesOnBitForBit() throws IOException {
    assertGoesOn(
        () -> RewardModel.begin(TinyWorld.checkpoint(1).parameters()),
        parameters ->
            new RewardObjective(
                new RewardModel(parameters, Precision.FLOAT32), TinyWorld.batches(1)));
  }

  @Test
  public void dpo_stopped_goesOnBitForBit() throws IOException {
    try (Checkpoint reference = TinyWorld.checkpoint(1)) {
      assertGoesOn(
          () -> Parameters.random(TinyWorld.CONFIG, 1),
          parameters ->
              new DpoObjective(
                  new Gpt(parameters, Precision.FLOAT32),
                  new Gpt(reference.parameters(), Precision.FLOAT32),
                  new DirectPreference(0.1),
                  TinyWorld.batches(1)));
    }
  }

  @Test
  public void distil_stopped_goesOnBitForBit() throws IOException {
    try (Parameters teacher = Parameters.random(TinyModel.CONFIG, 2)) {
      assertGoesOn(
          () -> Parameters.random(TinyModel.CONFIG, 1),
          parameters ->
              new DistilObjective(
                  new Gpt(parameters, Precision.FLOAT32),
                  new Gpt(teacher, Precision.FLOAT32),
                  new Distillation(2, 0.5),
                  step -> List.of(TinyModel.batch(2, 6, step)),
                  List.of(TinyModel.batch(1, 6, 99))));
    }
  }

  @Test
  public void reward_stoppedAndItsLogCut_goesOnBitForBit() throws IOException {
    Begin begin = () -> RewardModel.begin(TinyWorld.checkpoint(1).parameters());
    Function<Parameters, Objective> objective =
        parameters ->
            new RewardObjective(
                new RewardModel(parameters, Precision.FLOAT32), TinyWorld.batches(1));
    float[] expected = run(temporary.newFolder().toPath(), begin, objective, () -> false);
    Path parts = temporary.newFolder().toPath();
    run(parts, begin, objective, new StopAfter(4));
    Path log = new RunFolder(parts).metrics();
    List<String> lines = Files.readAllLines(log);
    Files.writeString(log, lines.get(0) + "\n" + lines.get(1).substring(0, 9));

    float[] resumed = run(parts, begin, objective, () -> false);

    assertThat(Arrays.equals(resumed, expected)).isTrue();
    assertThat(Files.readAllLines(log))
        .startsWith(lines.get(0))
        .hasSizeGreaterThan(2)
        .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
  }

  @Test
  public void stopped_begunAnew_isToldToGoOnWithoutFresh() throws IOException {
    Path folder = temporary.newFolder().toPath();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    for (boolean fresh : new boolean[] {false, true}) {
      try (Parameters parameters = RewardModel.begin(TinyWorld.checkpoint(1).parameters());
          StageRun run =
              StageRun.open(
                  new RunFolder(folder),
                  new RunSettings("test"),
                  fresh,
                  new PrintStream(said, true, StandardCharsets.UTF_8));
          AdamW optimizer = new AdamW(parameters, StageSteps.PLAIN)) {
        RewardObjective objective =
            new RewardObjective(
                new RewardModel(parameters, Precision.FLOAT32), TinyWorld.batches(1));
        run.execute(
            new Stage("test", objective, new LearningRate(0.01, 0.001, 1, STEPS), 2),
            parameters,
            optimizer,
            new StopAfter(1));
      }
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .containsSubsequence(
            "Stopped in test. The same command goes on.",
            "Stopped in test. The same command without --fresh goes on.");
  }

  @Test
  public void precision_ofARunThatGoesOn_isThatOfItsStateAndNotMeasured() throws IOException {
    Path folder = temporary.newFolder().toPath();
    try (Stopped begun = new Stopped(folder)) {
      begun.run.precision(PrecisionChoice.BFLOAT16, begun.parameters, begun::objective);
      begun.stopBehind(1);
    }
    try (Stopped again = new Stopped(folder)) {
      Precision precision =
          again.run.precision(
              PrecisionChoice.AUTO,
              again.parameters,
              type -> {
                throw new AssertionError("a run that goes on measures nothing");
              });
      assertThat(precision).isEqualTo(Precision.BFLOAT16);
    }
  }

  @Test
  public void precision_ofAProcessThatFollows_isTheLeadersAndNotMeasured() throws IOException {
    try (Parameters parameters = RewardModel.begin(TinyWorld.checkpoint(1).parameters());
        StageRun run =
            StageRun.open(
                new RunFolder(temporary.newFolder().toPath()),
                new RunSettings("test"),
                false,
                System.err,
                new Following(Precision.BFLOAT16.ordinal()))) {
      Precision precision =
          run.precision(
              PrecisionChoice.AUTO,
              parameters,
              type -> {
                throw new AssertionError("a process that follows measures nothing");
              });
      assertThat(precision).isEqualTo(Precision.BFLOAT16);
    }
  }

  @Test
  public void resumed_onOtherThreads_saysSo() throws IOException {
    Path folder = temporary.newFolder().toPath();
    int before = torch.get_num_threads();
    try {
      torch.set_num_threads(2);
      try (Stopped begun = new Stopped(folder)) {
        begun.stopBehind(1);
      }
      try (Stopped same = new Stopped(folder)) {
        same.stopBehind(1);
        assertThat(same.said.toString(StandardCharsets.UTF_8)).doesNotContain("threads");
      }
      torch.set_num_threads(1);
      try (Stopped other = new Stopped(folder)) {
        other.stopBehind(NEVER);
        assertThat(other.said.toString(StandardCharsets.UTF_8))
            .startsWith("The run was stopped on 2 threads and goes on on 1: ");
      }
      torch.set_num_threads(2);
      try (Stopped complete = new Stopped(folder)) {
        complete.stopBehind(NEVER);
        assertThat(complete.said.toString(StandardCharsets.UTF_8)).doesNotContain("threads");
      }
    } finally {
      torch.set_num_threads(before);
    }
  }

  /** The second of two processes, whose leading one has this number wherever it is asked. */
  private record Following(int ofLeader) implements Peers {
    @Override
    public int rank() {
      return 1;
    }

    @Override
    public int count() {
      return 2;
    }

    @Override
    public void sum(Tensor values) {
      values.add_(new Scalar((double) ofLeader));
    }

    @Override
    public void close() {}
  }

  /** A run that is opened, and may be stopped. */
  private static final class Stopped implements AutoCloseable {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Parameters parameters = RewardModel.begin(TinyWorld.checkpoint(1).parameters());
    private final AdamW optimizer = new AdamW(parameters, StageSteps.PLAIN);
    private final StageRun run;

    private Stopped(Path folder) throws IOException {
      run =
          StageRun.open(
              new RunFolder(folder),
              new RunSettings("test"),
              false,
              new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private Objective objective(Precision type) {
      return new RewardObjective(new RewardModel(parameters, type), TinyWorld.batches(1));
    }

    private void stopBehind(int steps) throws IOException {
      LearningRate rates = new LearningRate(0.01, 0.001, 1, STEPS);
      run.execute(
          new Stage("test", objective(Precision.FLOAT32), rates, 2),
          parameters,
          optimizer,
          new StopAfter(steps));
    }

    @Override
    public void close() throws IOException {
      run.close();
      optimizer.close();
      parameters.close();
    }
  }

  /** Begins the weights of a run. */
  private interface Begin {
    Parameters parameters();
  }

  private void assertGoesOn(Begin begin, Function<Parameters, Objective> objective)
      throws IOException {
    Path whole = temporary.newFolder().toPath();
    Path parts = temporary.newFolder().toPath();
    float[] expected = run(whole, begin, objective, () -> false);
    run(parts, begin, objective, new StopAfter(2));
    run(parts, begin, objective, new StopAfter(3));
    float[] resumed = run(parts, begin, objective, () -> false);
    assertThat(Arrays.equals(resumed, expected)).isTrue();
    assertThat(new RunFolder(parts).metrics())
        .hasSameTextualContentAs(new RunFolder(whole).metrics());
  }

  private static float[] run(
      Path folder, Begin begin, Function<Parameters, Objective> objective, BooleanSupplier stop)
      throws IOException {
    PrintStream silence =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    try (Parameters parameters = begin.parameters();
        StageRun run =
            StageRun.open(new RunFolder(folder), new RunSettings("test"), false, silence);
        AdamW optimizer = new AdamW(parameters, StageSteps.PLAIN)) {
      LearningRate rates = new LearningRate(0.01, 0.001, 1, STEPS);
      run.execute(
          new Stage("test", objective.apply(parameters), rates, 2), parameters, optimizer, stop);
      return parameters.toArray();
    }
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
