package dev.ember.converter.training.pretrain;

import dev.ember.converter.training.loop.BatchShape;
import dev.ember.converter.training.loop.BatchSource;
import dev.ember.converter.training.loop.StepSeed;
import dev.ember.converter.training.model.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * All documents as one endless stream of positions, cut into rows: each epoch has every document
 * once, in an order of its own. A row begins where the one before it ended, so no position is
 * wasted; a document that crosses the end of a row goes on in the next without its beginning, and
 * no position sees another document's.
 *
 * <p>Step s reads positions {@code [s * n, (s + 1) * n)} of the stream, whatever was read before.
 */
public final class StreamBatches implements BatchSource {
  private final TokenStore store;
  private final BatchShape shape;
  private final long seed;
  private final int padding;
  private final long epochPositions;
  private int epoch = -1; // whose order is at hand
  private int[] order = {}; // [documents]
  private long[] starts = {}; // [documents + 1], positions before each document of the order

  /**
   * @param padding token of positions that nobody sees
   */
  StreamBatches(TokenStore store, BatchShape shape, long seed, int padding) {
    this.store = store;
    this.shape = shape;
    this.seed = seed;
    this.padding = padding;
    long positions = 0;
    for (int document = 0; document < store.documents(); document++) {
      positions += store.positions(document);
    }
    if (positions == 0) {
      throw new IllegalArgumentException("expected at least one document of two tokens");
    }
    epochPositions = positions;
  }

  /** Positions of one epoch. */
  public long epochPositions() {
    return epochPositions;
  }

  @Override
  public List<Batch> batches(int step) {
    List<Batch> batches = new ArrayList<>();
    long positions = (long) shape.rows() * shape.length();
    for (int i = 0; i < shape.batches(); i++) {
      batches.add(batch(((long) step * shape.batches() + i) * positions));
    }
    return batches;
  }

  /** The batch that begins at a position of the stream. */
  private Batch batch(long start) {
    int count = shape.rows() * shape.length();
    int[] tokens = new int[count];
    int[] targets = new int[count];
    int[] documents = new int[count];
    Arrays.fill(tokens, padding);
    int filled = 0;
    int number = 0;
    while (filled < count) {
      long at = start + filled;
      goTo((int) (at / epochPositions));
      long inEpoch = at % epochPositions;
      int place = placeOf(inEpoch);
      int document = order[place];
      int from = (int) (inEpoch - starts[place]);
      int taken = Math.min(count - filled, store.positions(document) - from);
      number++;
      for (int i = 0; i < taken; i++) {
        tokens[filled + i] = store.token(document, from + i);
        targets[filled + i] = store.token(document, from + i + 1);
        documents[filled + i] = number;
      }
      filled += taken;
    }
    return new Batch(shape.rows(), shape.length(), tokens, targets, documents);
  }

  /** The place in the order whose document holds a position. */
  private int placeOf(long position) {
    int found = Arrays.binarySearch(starts, 0, order.length + 1, position);
    int place = found >= 0 ? found : -found - 2;
    // A document without positions begins where the next does.
    while (store.positions(order[place]) == 0) {
      place++;
    }
    return place;
  }

  private void goTo(int wanted) {
    if (epoch == wanted) {
      return;
    }
    epoch = wanted;
    order = shuffled(StepSeed.random(seed, "epoch", wanted));
    starts = new long[order.length + 1];
    for (int i = 0; i < order.length; i++) {
      starts[i + 1] = starts[i] + store.positions(order[i]);
    }
  }

  /** Fisher and Yates. */
  private int[] shuffled(SplittableRandom random) {
    int[] shuffled = new int[store.documents()];
    for (int i = 0; i < shuffled.length; i++) {
      int j = random.nextInt(i + 1);
      shuffled[i] = shuffled[j];
      shuffled[j] = i;
    }
    return shuffled;
  }
}
