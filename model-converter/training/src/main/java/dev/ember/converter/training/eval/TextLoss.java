package dev.ember.converter.training.eval;

import dev.ember.converter.training.encode.TokenizedText;
import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Gpt;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * How well a model predicts a text. It is cut into windows that do not overlap; every token is
 * predicted once, those at the begin of a window from little.
 *
 * @param tokens that were predicted and are scored
 * @param bytes that the scored tokens write, in UTF-8
 * @param nats summed over all tokens
 */
public record TextLoss(long tokens, long bytes, double nats) {
  /** Of no text. */
  static final TextLoss NONE = new TextLoss(0, 0, 0);

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
   * @param text its tokens, behind the one that begins it, and which of them are scored
   * @param bytes that the scored tokens write
   */
  public static TextLoss of(Gpt gpt, TokenizedText text, long bytes) {
    int window = Math.min(LONGEST_WINDOW, gpt.config().context());
    double nats = 0;
    long scored = 0;
    for (int from = 0; from < text.positions(); from += window) {
      Batch batch = batch(text, from, Math.min(window, text.positions() - from));
      if (batch.scored() > 0) {
        try (PointerScope scope = new PointerScope();
            NoGradGuard noGradient = new NoGradGuard()) {
          nats += gpt.loss(batch).item_double();
        }
        scored += batch.scored();
      }
    }
    return new TextLoss(scored, bytes, nats);
  }

  private static Batch batch(TokenizedText text, int from, int count) {
    int[] tokens = Arrays.copyOfRange(text.tokens(), from, from + count);
    int[] targets = Arrays.copyOfRange(text.tokens(), from + 1, from + 1 + count);
    for (int i = 0; i < count; i++) {
      if (!text.scored()[from + 1 + i]) {
        targets[i] = Batch.IGNORED;
      }
    }
    return new Batch(1, count, tokens, targets, new int[count]);
  }

  /** The two texts as one. */
  public TextLoss plus(TextLoss other) {
    return new TextLoss(tokens + other.tokens, bytes + other.bytes, nats + other.nats);
  }
}
