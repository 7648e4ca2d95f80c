package dev.ember.app.chat;

import android.text.InputFilter;
import android.text.Spanned;
import android.widget.EditText;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts line ends into what comes into a field as thousands of characters without a gap, as base64
 * does. For each of its lines Android looks for the ends of such a word anew: half a minute for
 * 200,000 characters, on the main thread.
 */
final class LongWords implements InputFilter {
  /** More than any address has; a word of these takes milliseconds. */
  static final int MOST_CHARS = 2_000;

  private LongWords() {}

  static void keepOutOf(EditText field) {
    InputFilter[] filters = field.getFilters();
    InputFilter[] more = Arrays.copyOf(filters, filters.length + 1);
    more[filters.length] = new LongWords();
    field.setFilters(more);
  }

  @Override
  public @Nullable CharSequence filter(
      CharSequence source, int start, int end, @Nullable Spanned field, int from, int to) {
    return end - start <= MOST_CHARS ? null : broken(source.subSequence(start, end));
  }

  /** The text with its long words in parts, or null if it has none. */
  static @Nullable String broken(CharSequence text) {
    StringBuilder lines = new StringBuilder();
    int word = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean gap = Character.isWhitespace(c) || Character.isIdeographic(c);
      if (word >= MOST_CHARS && !gap && !Character.isLowSurrogate(c)) {
        lines.append('\n');
        word = 0;
      }
      lines.append(c);
      word = gap ? 0 : word + 1;
    }
    return lines.length() == text.length() ? null : lines.toString();
  }
}
