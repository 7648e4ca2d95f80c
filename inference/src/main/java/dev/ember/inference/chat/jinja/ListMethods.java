package dev.ember.inference.chat.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of a list or tuple that only read. */
final class ListMethods {
  private ListMethods() {}

  /** A method bound to its list, or null. */
  static @Nullable Callable find(Sequence sequence, String name) {
    return switch (name) {
      case "count" ->
          (rendering, arguments) ->
              Numbers.integer(count(rendering, sequence.elements(), arguments.get(0, "value")));
      case "index" ->
          (rendering, arguments) ->
              Numbers.integer(index(rendering, sequence.elements(), arguments.get(0, "value")));
      default -> null;
    };
  }

  private static int count(Rendering rendering, List<Object> elements, Object wanted) {
    int count = 0;
    for (Object element : elements) {
      count += Comparison.areEqual(rendering, element, wanted) ? 1 : 0;
    }
    return count;
  }

  private static int index(Rendering rendering, List<Object> elements, Object wanted) {
    for (int i = 0; i < elements.size(); i++) {
      if (Comparison.areEqual(rendering, elements.get(i), wanted)) {
        return i;
      }
    }
    throw TemplateException.of("the value is not in the list");
  }
}
