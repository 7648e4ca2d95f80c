package dev.ember.converter.training.loop;

import dev.ember.converter.training.optim.Optimizer;
import dev.ember.converter.training.parallel.LostPeerException;
import dev.ember.converter.training.parallel.Peers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bytedeco.pytorch.global.torch;

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
  private final Peers peers;

  public TrainingLoop(Optimizer optimizer, MetricsSink sink) {
    this(optimizer, sink, Peers.ALONE);
  }

  /**
   * @param peers who train the same model; each computes a part of the shares of a step
   */
  public TrainingLoop(Optimizer optimizer, MetricsSink sink, Peers peers) {
    this.optimizer = optimizer;
    this.sink = sink;
    this.peers = peers;
  }

  /**
   * Trains from {@code firstStep} to the end of the stage, or until told to stop.
   *
   * @return whether the stage is complete; a checkpoint is saved either way
   */
  public boolean run(Stage stage, int firstStep, BooleanSupplier stop, Checkpoint checkpoint)
      throws IOException {
    if (firstStep >= stage.steps() || stage.objective().endsEarly() != null) {
      return true;
    }
    Progress progress = new Progress(firstStep);
    try (Workers workers = new Workers(optimizer.parameters(), torch.get_num_threads())) {
      return run(stage, progress, workers, stop, checkpoint);
    } catch (LostPeerException e) {
      // The step was not taken, so the weights are whole: what was learned is kept.
      checkpoint.save(progress.step);
      throw e;
    }
  }

  /** How far a run is. */
  private static final class Progress {
    private int step;

    private Progress(int step) {
      this.step = step;
    }
  }

  private boolean run(
      Stage stage, Progress progress, Workers workers, BooleanSupplier stop, Checkpoint checkpoint)
      throws IOException {
    int step = progress.step;
    Objective objective = stage.objective();
    boolean due = false; // a checkpoint
    while (step < stage.steps()) {
      boolean safe = objective.mayStopBefore(step);
      if (due && safe) {
        checkpoint.save(step);
        due = false;
      }
      if (peers.sum(stop.getAsBoolean() ? 1 : 0) > 0 && safe) {
        break;
      }
      // A look at what it never trains on tells learning from memorizing.
      if (step % stage.evaluateEvery() == 0) {
        judge(stage, step);
      }
      long start = System.nanoTime();
      List<Share> shares = objective.step(step);
      if (objective.endsEarly() != null) {
        break; // what it has seen is no ground for another step
      }
      sink.step(take(stage, step, shares, start, workers));
      progress.step = ++step;
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
    Map<String, Double> measures = peers.leads() ? stage.objective().judge() : Map.of();
    if (!measures.isEmpty()) {
      sink.judged(stage.name(), step, measures);
    }
  }

  private StepMetrics take(Stage stage, int step, List<Share> shares, long start, Workers workers)
      throws IOException {
    int scored = shares.stream().mapToInt(Share::scored).sum();
    int tokens = shares.stream().mapToInt(Share::positions).sum();
    requireEnough(shares.size());
    List<Share> own = new ArrayList<>();
    for (int i = peers.rank(); i < shares.size(); i += peers.count()) {
      own.add(shares.get(i));
    }
    double loss = peers.sum(workers.backward(own, scored));
    peers.sum(optimizer.parameters().flat().grad());
    requireFinite("loss", loss, step, stage);
    double rate = stage.schedule().at(step);
    double norm = optimizer.step(rate);
    requireFinite("gradient", norm, step, stage); // else no weight moved
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

  private static void requireFinite(String what, double value, int step, Stage stage) {
    if (!Double.isFinite(value)) {
      throw new DivergedException(what, value, step, stage.name());
    }
  }

  private void requireEnough(int shares) {
    if (shares < peers.count()) {
      throw new IllegalArgumentException(
          "expected at least as many batches a step as nodes, "
              + peers.count()
              + ", but found "
              + shares
              + "; --accumulate makes more");
    }
  }
}
