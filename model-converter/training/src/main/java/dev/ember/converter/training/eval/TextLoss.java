package dev.ember.converter.training.eval;

import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Gpt;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * How well a model predicts a text. It is cut into windows that do not overlap; every token is
 * predicted once, those at the begin of a window from little.
 *
 * @param tokens that were predicted
 * @param bytes of the text in UTF-8
 * @param nats summed over all tokens
 */
public record TextLoss(long tokens, long bytes, double nats) {
  /** Positions of a window at most: longer ones cost more and say little else. */
  private static final int LONGEST_WINDOW = 512;

  /** Nats a token. */
  public double loss() {
    return nats / tokens;
  }

  /** Bits a byte of text, which does not depend on the tokenizer. */
  public double bitsPerByte() {
    return nats / Math.log(2) / bytes;
  }

  /**
   * Measures a text.
   *
   * @param text its tokens, behind the token that begins a text
   * @param bytes of the text
   */
  public static TextLoss of(Gpt gpt, int[] text, long bytes) {
    int window = Math.min(LONGEST_WINDOW, gpt.config().context());
    double nats = 0;
    for (int from = 0; from < text.length - 1; from += window) {
      int count = Math.min(window, text.length - 1 - from);
      int[] tokens = Arrays.copyOfRange(text, from, from + count);
      int[] targets = Arrays.copyOfRange(text, from + 1, from + 1 + count);
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGradient = new NoGradGuard()) {
        nats += gpt.loss(new Batch(1, count, tokens, targets, new int[count])).item_double();
      }
    }
    return new TextLoss(text.length - 1L, bytes, nats);
  }

  /** The two texts as one. */
  public TextLoss plus(TextLoss other) {
    return new TextLoss(tokens + other.tokens, bytes + other.bytes, nats + other.nats);
  }
}
