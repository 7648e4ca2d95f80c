package dev.ember.app.models;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every reader of files says of one that it does not take: where, what it expected, what it
 * found. Only the values are shown, in the words of the screen's language.
 */
record FaultDetail(String place, String expected, String found) {
  /** Longer values, such as hashes, say no more to a reader. */
  private static final int MOST_CHARS = 80;

  private static final Pattern SENTENCE =
      Pattern.compile("(.*?): expected (.*?) but found (.*)", Pattern.DOTALL);

  /** Of a refusal's detail; null if it is none of that form. */
  static @Nullable FaultDetail of(String detail) {
    Matcher parts = SENTENCE.matcher(detail.trim());
    return parts.matches()
        ? new FaultDetail(cut(parts.group(1)), cut(parts.group(2)), cut(parts.group(3)))
        : null;
  }

  private static String cut(@Nullable String value) {
    String text = value == null ? "" : value.trim();
    return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "…";
  }

  /** The name of the kind of model, if it is that which is not known; else null. */
  @Nullable String architecture() {
    boolean kind =
        place.endsWith("model_type")
            || place.endsWith("general.architecture")
            || place.equals("format");
    return kind ? found.replace("\"", "") : null;
  }
}
