package dev.ember.converter.training.loop;

import dev.ember.converter.training.optim.Optimizer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The loop of every stage. A step reads its shares, sums their gradients and moves the weights
 * once, so a batch larger than memory is many small ones.
 */
public final class TrainingLoop {

  /** Saves what is needed to go on from a step. */
  public interface Checkpoint {
    void save(int nextStep) throws IOException;
  }

  /** Steps between two checkpoints: under a minute of work is ever lost. */
  private static final int CHECKPOINT_EVERY = 100;

  private final Optimizer optimizer;
  private final MetricsSink sink;

  public TrainingLoop(Optimizer optimizer, MetricsSink sink) {
    this.optimizer = optimizer;
    this.sink = sink;
  }

  /**
   * Trains from {@code firstStep} to the end of the stage, or until told to stop.
   *
   * @return whether the stage is complete; a checkpoint is saved either way
   */
  public boolean run(Stage stage, int firstStep, BooleanSupplier stop, Checkpoint checkpoint)
      throws IOException {
    if (firstStep == stage.steps()) {
      return true;
    }
    int step = firstStep;
    Objective objective = stage.objective();
    boolean due = false; // a checkpoint
    while (step < stage.steps() && objective.endsEarly() == null) {
      boolean safe = objective.mayStopBefore(step);
      if (due && safe) {
        checkpoint.save(step);
        due = false;
      }
      if (stop.getAsBoolean() && safe) {
        break;
      }
      // A look at what it never trains on tells learning from memorizing.
      if (step % stage.evaluateEvery() == 0) {
        judge(stage, step);
      }
      sink.step(step(stage, step));
      step++;
      due |= step % CHECKPOINT_EVERY == 0;
    }
    boolean complete = step == stage.steps() || objective.endsEarly() != null;
    if (complete) {
      judge(stage, step);
    }
    checkpoint.save(step);
    return complete;
  }

  private void judge(Stage stage, int step) {
    Map<String, Double> measures = stage.objective().judge();
    if (!measures.isEmpty()) {
      sink.judged(stage.name(), step, measures);
    }
  }

  private StepMetrics step(Stage stage, int step) {
    long start = System.nanoTime();
    List<Share> shares = stage.objective().step(step);
    int scored = shares.stream().mapToInt(Share::scored).sum();
    double loss = 0;
    int tokens = 0;
    for (Share share : shares) {
      // One scope for each share: its activations are freed before the next one's are made.
      try (PointerScope scope = new PointerScope()) {
        // Divided by the targets of all shares, the sum of gradients is that of one large batch.
        Tensor part = share.loss().div(new Scalar((double) scored));
        part.backward();
        loss += part.item_double();
      }
      tokens += share.positions();
    }
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException(
          "expected a finite loss at step " + step + " of " + stage.name() + " but found " + loss);
    }
    double rate = stage.schedule().at(step);
    double norm = optimizer.step(rate);
    long nanos = System.nanoTime() - start;
    return new StepMetrics(
        stage.name(),
        step,
        stage.steps(),
        loss,
        rate,
        norm,
        tokens,
        nanos,
        stage.objective().measures());
  }
}
