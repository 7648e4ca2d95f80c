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

  String apply(String text);

  /** As {@link #apply}, of a text that goes on where another ended: its beginning is none. */
  default String applyWithin(String text) {
    return apply(text);
  }

  /** One of Unicode's normal forms. */
  record UnicodeForm(Normalizer.Form form) implements Normalization {
    @Override
    public String apply(String text) {
      return Normalizer.isNormalized(text, form) ? text : Normalizer.normalize(text, form);
    }
  }

  /** Puts {@code prefix} before a text that is not empty. */
  record Prepend(String prefix) implements Normalization {
    @Override
    public String apply(String text) {
      return text.isEmpty() ? text : prefix + text;
    }

    @Override
    public String applyWithin(String text) {
      return text;
    }
  }

  /** Each character in lower case, whatever stands around it. */
  record Lowercase() implements Normalization {
    @Override
    public String apply(String text) {
      StringBuilder lower = new StringBuilder(text.length());
      for (int i = 0; i < text.length(); ) {
        int end = text.offsetByCodePoints(i, 1);
        lower.append(text.substring(i, end).toLowerCase(Locale.ROOT));
        i = end;
      }
      return lower.toString();
    }
  }

  /** Takes white space away at the ends. */
  record Strip(boolean left, boolean right) implements Normalization {
    @Override
    public String apply(String text) {
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
    public String applyWithin(String text) {
      return new Strip(false, right).apply(text);
    }
  }

  /** Takes combining marks away, which stand apart after a decomposition. */
  record StripAccents() implements Normalization {
    @Override
    public String apply(String text) {
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
