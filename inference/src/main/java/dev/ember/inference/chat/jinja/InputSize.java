package dev.ember.inference.chat.jinja;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much a template is given to render: what it may cost grows with that.
 *
 * @param elements of all lists at the top together: messages, and tools
 * @param characters of all texts
 */
record InputSize(int elements, long characters) {
  /** Deeper than messages, tool calls and their schemas go. */
  private static final int MOST_LEVELS = 8;

  static InputSize of(Map<String, ? extends @Nullable Object> variables) {
    int elements = 0;
    for (Object value : variables.values()) {
      elements += value instanceof Iterable<?> list ? count(list) : 0;
    }
    return new InputSize(elements, characters(variables, MOST_LEVELS));
  }

  private static int count(Iterable<?> list) {
    int count = 0;
    for (Object ignored : list) {
      count++;
    }
    return count;
  }

  private static long characters(@Nullable Object value, int levels) {
    long characters = 0;
    if (value instanceof CharSequence text) {
      characters = text.length();
    } else if (levels > 0 && value instanceof Map<?, ?> map) {
      characters = characters(map.values(), levels - 1);
    } else if (levels > 0 && value instanceof Iterable<?> list) {
      for (Object element : list) {
        characters += characters(element, levels - 1);
      }
    }
    return characters;
  }
}
