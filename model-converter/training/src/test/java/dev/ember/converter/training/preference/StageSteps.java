package dev.ember.converter.training.preference;

import dev.ember.converter.training.loop.MetricsSink;
import dev.ember.converter.training.loop.Objective;
import dev.ember.converter.training.loop.Stage;
import dev.ember.converter.training.loop.StepMetrics;
import dev.ember.converter.training.loop.TrainingLoop;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.optim.AdamW;
import dev.ember.converter.training.optim.LearningRate;
import dev.ember.converter.training.testing.Trajectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs an objective through the real loop and remembers what it measured. */
public final class StageSteps implements MetricsSink {
  /** No decay: what moves is what the objective moves. */
  public static final AdamW.Options PLAIN = new AdamW.Options(0.9, 0.95, 1e-8, 0, 1.0);

  private final List<StepMetrics> steps = new ArrayList<>();
  private final List<Map<String, Double>> judged = new ArrayList<>();

  /** All steps at one rate. */
  public static StageSteps run(Objective objective, Parameters parameters, int count, double rate)
      throws IOException {
    StageSteps heard = new StageSteps();
    LearningRate constant = new LearningRate(rate, rate, 0, count);
    try (AdamW optimizer = new AdamW(parameters, PLAIN)) {
      new TrainingLoop(optimizer, heard)
          .run(new Stage("test", objective, constant, count), 0, () -> false, next -> {});
    }
    return heard;
  }

  @Override
  public void step(StepMetrics metrics) {
    steps.add(metrics);
  }

  @Override
  public void judged(String stage, int step, Map<String, Double> measures) {
    judged.add(measures);
  }

  public StepMetrics step(int step) {
    return steps.get(step);
  }

  /** Loss and norm of the gradient of all steps. */
  public Trajectory trajectory() {
    Trajectory trajectory = new Trajectory();
    steps.forEach(step -> trajectory.add(step.loss(), step.gradientNorm()));
    return trajectory;
  }

  public int count() {
    return steps.size();
  }

  /** What a step measured beside its loss. */
  public double measured(int step, String name) {
    return number(steps.get(step).measures(), name);
  }

  /** What it was judged by before the first step. */
  public double firstJudged(String name) {
    return number(judged.get(0), name);
  }

  /** What it was judged by behind the last step. */
  public double lastJudged(String name) {
    return number(judged.get(judged.size() - 1), name);
  }

  private static double number(Map<String, Double> measures, String name) {
    Double value = measures.get(name);
    if (value == null) {
      throw new AssertionError("expected the measure " + name + " but found " + measures);
    }
    return value;
  }
}
