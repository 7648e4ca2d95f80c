package dev.ember.converter.training.loop;

import dev.ember.converter.training.optim.Optimizer;
import dev.ember.converter.training.parallel.LostPeerException;
import dev.ember.converter.training.parallel.Peers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
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

  /** A crash costs so much work at most, or a step that takes longer. */
  static final long CHECKPOINT_NANOS = 60_000_000_000L;

  /** Of the state of a large model, which a slow disk takes long for, saving is so small a part. */
  private static final int SAVING_ONE_IN = 20;

  private final Optimizer optimizer;
  private final MetricsSink sink;
  private final Peers peers;
  private final LongSupplier nanos;

  public TrainingLoop(Optimizer optimizer, MetricsSink sink) {
    this(optimizer, sink, Peers.ALONE);
  }

  /**
   * @param peers who train the same model; each computes a part of the shares of a step
   */
  public TrainingLoop(Optimizer optimizer, MetricsSink sink, Peers peers) {
    this(optimizer, sink, peers, System::nanoTime);
  }

  TrainingLoop(Optimizer optimizer, MetricsSink sink, Peers peers, LongSupplier nanos) {
    this.optimizer = optimizer;
    this.sink = sink;
    this.peers = peers;
    this.nanos = nanos;
  }

  /**
   * Trains from {@code firstStep} to the end of the stage, or until told to stop. A stop waits for
   * the step in work. Where the run may not stop behind it, it goes on to where it may, but not for
   * long: once a checkpoint is overdue it ends, and what came after the last one is lost.
   *
   * @return whether the stage is complete; a checkpoint tells where to go on either way
   */
  public boolean run(Stage stage, int firstStep, BooleanSupplier stop, Checkpoint checkpoint)
      throws IOException {
    if (firstStep >= stage.steps() || stage.objective().endsEarly() != null) {
      return true;
    }
    Progress progress = new Progress(firstStep, checkpoint);
    try (Workers workers = new Workers(optimizer.parameters(), torch.get_num_threads())) {
      return run(stage, progress, workers, stop);
    } catch (LostPeerException e) {
      // The step was not taken, so the weights are whole: what was learned is kept.
      progress.save();
      throw e;
    }
  }

  /** How far a run is, and how much of it is kept. */
  private final class Progress {
    private final Checkpoint checkpoint;
    private int step;
    private long savedAt = nanos.getAsLong();
    private long saving; // how long it took

    private Progress(int step, Checkpoint checkpoint) {
      this.step = step;
      this.checkpoint = checkpoint;
    }

    private void save() throws IOException {
      long begin = nanos.getAsLong();
      checkpoint.save(step);
      savedAt = nanos.getAsLong();
      saving = savedAt - begin;
    }

    private boolean overdue() {
      return nanos.getAsLong() - savedAt >= Math.max(CHECKPOINT_NANOS, SAVING_ONE_IN * saving);
    }
  }

  private boolean run(Stage stage, Progress progress, Workers workers, BooleanSupplier stop)
      throws IOException {
    Objective objective = stage.objective();
    while (progress.step < stage.steps()) {
      boolean safe = objective.mayStopBefore(progress.step);
      if (safe && progress.overdue()) {
        progress.save();
      }
      boolean asked = peers.sum(stop.getAsBoolean() ? 1 : 0) > 0;
      if (asked && !safe && progress.overdue()) {
        return false; // back to the last checkpoint
      }
      if (asked && safe || !mayGoOn(stage, progress.step, safe ? stop : () -> false)) {
        progress.save();
        return false;
      }
      long start = System.nanoTime();
      List<Share> shares = objective.step(progress.step);
      if (objective.endsEarly() != null) {
        break; // what it has seen is no ground for another step
      }
      sink.step(take(stage, progress.step, shares, start, workers));
      progress.step++;
    }
    // Stopped while it is judged it goes back to the last checkpoint, for one of here would say
    // that it is complete.
    if (!judge(stage, progress.step, stop)) {
      return false;
    }
    progress.save();
    return true;
  }

  /** A look at what it never trains on tells learning from memorizing. */
  private boolean mayGoOn(Stage stage, int step, BooleanSupplier stop) throws IOException {
    return step % stage.evaluateEvery() != 0 || judge(stage, step, stop);
  }

  /** Whether it was judged to the end. */
  private boolean judge(Stage stage, int step, BooleanSupplier stop) throws IOException {
    Optional<Map<String, Double>> measures =
        peers.leads() ? stage.objective().judge(stop) : Optional.of(Map.of());
    if (peers.sum(measures.isEmpty() ? 1 : 0) > 0) {
      return false;
    }
    if (!measures.orElseThrow().isEmpty()) {
      sink.judged(stage.name(), step, measures.orElseThrow());
    }
    return true;
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
