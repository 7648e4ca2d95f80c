package dev.ember.converter.training.model;

import dev.ember.inference.model.DecoderConfig;
import java.util.SplittableRandom;

/** Shapes and batches small enough for a test and odd enough to show a transposed index. */
public final class TinyModel {
  public static final int VOCABULARY = 13;

  /** Two layers, three query heads on one kv head, sizes that are all different. */
  public static final DecoderConfig CONFIG =
      DecoderConfig.llama(VOCABULARY, 32)
          .hidden(10)
          .layers(2)
          .heads(3, 1)
          .headSize(4)
          .feedForward(14)
          .ropeTheta(100)
          .tied(true)
          .build();

  private TinyModel() {}

  /** Random tokens in one document a row, every position scored. */
  public static Batch batch(int rows, int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] tokens = random.ints((long) rows * length, 0, VOCABULARY).toArray();
    int[] targets = random.ints((long) rows * length, 0, VOCABULARY).toArray();
    return new Batch(rows, length, tokens, targets, new int[rows * length]);
  }
}
