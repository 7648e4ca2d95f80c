package dev.ember.inference.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * From the spellings of tokens to text.
 *
 * @param steps in order; none means that tokens are words, with spaces between
 */
public record Decoding(List<DecodingStep> steps) {
  private static final String SPACE = "▁";

  public Decoding {
    steps = List.copyOf(steps);
  }

  /** What byte-level models need. */
  public static Decoding byteLevel() {
    return new Decoding(List.of(new DecodingStep.ByteLevel()));
  }

  /**
   * What SentencePiece's models need: {@code ▁} is a space, bytes have tokens of their own.
   *
   * @param stripsPrefix whether encoding puts a space before a text, which decoding takes away
   */
  public static Decoding sentencePiece(boolean stripsPrefix) {
    List<DecodingStep> steps =
        List.of(
            new DecodingStep.Replace(SPACE, " "),
            new DecodingStep.ByteFallback(),
            new DecodingStep.Fuse(),
            new DecodingStep.Strip(' ', 1, 0));
    return new Decoding(stripsPrefix ? steps : steps.subList(0, steps.size() - 1));
  }

  boolean isByteLevel() {
    return steps.size() == 1 && steps.get(0) instanceof DecodingStep.ByteLevel;
  }

  /**
   * The text of tokens in a row.
   *
   * @throws TokenizerException if the steps make it far longer
   */
  String decode(List<String> spellings) {
    if (steps.isEmpty()) {
      return String.join(" ", spellings);
    }
    long length = 0;
    for (String spelling : spellings) {
      length += spelling.length();
    }
    int limit = Growth.limit(length);
    List<String> texts = spellings;
    for (DecodingStep step : steps) {
      texts = step.apply(texts, limit);
    }
    return String.join("", texts);
  }

  /**
   * The bytes that a token stands for within a text, where it is not the first.
   *
   * @throws TokenizerException if the steps make them far more
   */
  byte[] bytes(String spelling) {
    int limit = Growth.limit(spelling.length());
    String text = spelling;
    boolean fused = false;
    for (DecodingStep step : steps) {
      if (step instanceof DecodingStep.ByteLevel) {
        return byteLevelBytes(text);
      }
      int one = step instanceof DecodingStep.ByteFallback ? ByteTokens.byteOf(text) : -1;
      if (one != ByteTokens.NO_BYTE) {
        return new byte[] {(byte) one};
      }
      fused = fused || step instanceof DecodingStep.Fuse;
      boolean atEnds = fused && step instanceof DecodingStep.Strip;
      if (step instanceof DecodingStep.Metaspace metaspace) {
        text = text.replace(metaspace.replacement(), " ");
      } else if (!atEnds) {
        text = String.join("", step.apply(List.of(text), limit));
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] byteLevelBytes(String text) {
    return ByteAlphabet.canRead(text)
        ? ByteAlphabet.read(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
