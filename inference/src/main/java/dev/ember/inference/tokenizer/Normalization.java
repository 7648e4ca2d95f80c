package dev.ember.inference.tokenizer;

import java.text.Normalizer;
import java.util.Locale;

/** One change that is made to a text before it is cut. */
public sealed interface Normalization
    permits CharacterMap,
        Normalization.Lowercase,
        Normalization.Prepend,
        Normalization.Strip,
        Normalization.StripAccents,
        Normalization.UnicodeForm,
        Replacement {

  /**
   * The changed text.
   *
   * @param limit characters that it may have
   * @throws TokenizerException if it would have more, or an expression does not come to an end
   */
  String apply(String text, int limit);

  /** As {@link #apply}, of a text that goes on where another ended: its beginning is none. */
  default String applyWithin(String text, int limit) {
    return apply(text, limit);
  }

  /** One of Unicode's normal forms. */
  record UnicodeForm(Normalizer.Form form) implements Normalization {
    /** One character becomes 18, U+FDFA in NFKC and NFKD. */
    private static final int MAX_FACTOR = 18;

    @Override
    public String apply(String text, int limit) {
      if (Normalizer.isNormalized(text, form)) {
        return text;
      }
      if (text.length() > limit / MAX_FACTOR) {
        requireParts(text, limit);
      }
      return Normalizer.normalize(text, form);
    }

    /** A text is never longer than its characters apart. */
    private void requireParts(String text, int limit) {
      long length = 0;
      for (int i = 0; i < text.length(); ) {
        int end = text.offsetByCodePoints(i, 1);
        length += Normalizer.normalize(text.substring(i, end), form).length();
        Growth.require(length, limit);
        i = end;
      }
    }
  }

  /** Puts {@code prefix} before a text that is not empty. */
  record Prepend(String prefix) implements Normalization {
    @Override
    public String apply(String text, int limit) {
      if (text.isEmpty()) {
        return text;
      }
      Growth.require((long) prefix.length() + text.length(), limit);
      return prefix + text;
    }

    @Override
    public String applyWithin(String text, int limit) {
      return text;
    }
  }

  /** Each character in lower case, whatever stands around it. */
  record Lowercase() implements Normalization {
    @Override
    public String apply(String text, int limit) {
      StringBuilder lower = new StringBuilder(text.length());
      for (int i = 0; i < text.length(); ) {
        int end = text.offsetByCodePoints(i, 1);
        lower.append(text.substring(i, end).toLowerCase(Locale.ROOT));
        Growth.require(lower.length(), limit);
        i = end;
      }
      return lower.toString();
    }
  }

  /** Takes white space away at the ends. */
  record Strip(boolean left, boolean right) implements Normalization {
    @Override
    public String apply(String text, int limit) {
      int start = 0;
      int end = text.length();
      while (left && start < end && WhiteSpace.is(text.charAt(start))) {
        start++;
      }
      while (right && end > start && WhiteSpace.is(text.charAt(end - 1))) {
        end--;
      }
      return text.substring(start, end);
    }

    @Override
    public String applyWithin(String text, int limit) {
      return new Strip(false, right).apply(text, limit);
    }
  }

  /** Takes combining marks away, which stand apart after a decomposition. */
  record StripAccents() implements Normalization {
    @Override
    public String apply(String text, int limit) {
      StringBuilder bare = new StringBuilder(text.length());
      for (int i = 0; i < text.length(); ) {
        int c = text.codePointAt(i);
        i += Character.charCount(c);
        if (!isMark(c)) {
          bare.appendCodePoint(c);
        }
      }
      return bare.toString();
    }

    private static boolean isMark(int c) {
      int type = Character.getType(c);
      return type == Character.NON_SPACING_MARK
          || type == Character.COMBINING_SPACING_MARK
          || type == Character.ENCLOSING_MARK;
    }
  }
}
