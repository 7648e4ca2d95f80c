package dev.ember.converter.training.loop;

import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Dropout;
import dev.ember.converter.training.model.Gpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Cross entropy of the next token over the scored positions: pretraining scores all of them, tuning
 * the assistant's.
 */
public final class NextToken implements Objective {
  /** The name of the loss on what it never trains on. */
  public static final String HELD_OUT_LOSS = "heldOutLoss";

  private final Gpt gpt;
  private final BatchSource training;
  private final Map<String, List<Batch>> heldOut = new LinkedHashMap<>();
  private Dropout dropout = Dropout.NONE;
  private long seed;

  public NextToken(Gpt gpt, BatchSource training, List<Batch> heldOut) {
    this.gpt = gpt;
    this.training = training;
    this.heldOut.put(HELD_OUT_LOSS, List.copyOf(heldOut));
  }

  /** Judges by further batches as well, under a name of their own. */
  public NextToken alsoJudgedBy(String name, List<Batch> batches) {
    heldOut.put(name, List.copyOf(batches));
    return this;
  }

  /**
   * Drops values out while learning, never while judging.
   *
   * @param drawSeed of what is dropped, together with the step's number
   */
  public NextToken dropping(Dropout share, long drawSeed) {
    dropout = share;
    seed = drawSeed;
    return this;
  }

  @Override
  public List<Share> step(int step) {
    SplittableRandom draws = StepSeed.random(seed, "dropout", step);
    List<Share> shares = new ArrayList<>();
    for (Batch batch : training.batches(step)) {
      shares.add(new BatchShare(batch, draws.nextLong()));
    }
    return shares;
  }

  @Override
  public Map<String, Double> judge() {
    return judge(() -> false).orElseThrow();
  }

  @Override
  public Optional<Map<String, Double>> judge(BooleanSupplier stop) {
    Map<String, Double> losses = new LinkedHashMap<>();
    for (Map.Entry<String, List<Batch>> judging : heldOut.entrySet()) {
      if (!judging.getValue().isEmpty()) {
        OptionalDouble loss = meanLoss(gpt, judging.getValue(), stop);
        if (loss.isEmpty()) {
          return Optional.empty();
        }
        losses.put(judging.getKey(), loss.getAsDouble());
      }
    }
    return Optional.of(losses);
  }

  /** Nats for each scored token. */
  public static double meanLoss(Gpt gpt, List<Batch> batches) {
    return meanLoss(gpt, batches, () -> false).orElseThrow();
  }

  private static OptionalDouble meanLoss(Gpt gpt, List<Batch> batches, BooleanSupplier stop) {
    double sum = 0;
    long scored = 0;
    for (Batch batch : batches) {
      if (stop.getAsBoolean()) {
        return OptionalDouble.empty();
      }
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGradient = new NoGradGuard()) {
        sum += gpt.loss(batch).item_double();
      }
      scored += batch.scored();
    }
    return OptionalDouble.of(sum / scored);
  }

  private final class BatchShare implements Share {
    private final Batch batch;
    private final long dropoutSeed;

    private BatchShare(Batch batch, long dropoutSeed) {
      this.batch = batch;
      this.dropoutSeed = dropoutSeed;
    }

    @Override
    public int scored() {
      return batch.scored();
    }

    @Override
    public int positions() {
      return batch.rows() * batch.length();
    }

    @Override
    public boolean mayRunBesideOthers() {
      return dropout.probability() == 0;
    }

    /** Rows by rows; what drops out is drawn for the whole. */
    @Override
    public List<Share> parts(int most) {
      if (!mayRunBesideOthers()) {
        return List.of(this);
      }
      List<Share> parts = new ArrayList<>();
      for (Batch part : batch.split(most)) {
        if (part.scored() > 0) {
          parts.add(new BatchShare(part, dropoutSeed));
        }
      }
      return parts.isEmpty() ? List.of(this) : parts;
    }

    @Override
    public Tensor loss() {
      if (dropout.probability() > 0) {
        torch.manual_seed(dropoutSeed);
      }
      return gpt.loss(batch, dropout);
    }
  }
}
