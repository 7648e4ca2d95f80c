package dev.ember.inference.chat.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of a list or tuple that only read. */
final class ListMethods {
  private ListMethods() {}

  /** A method bound to its list, or null. */
  static @Nullable Callable find(Sequence sequence, String name) {
    Callable method = method(sequence, name);
    return method == null
        ? null
        : (rendering, arguments) -> {
          Signatures.checkMethod("list." + name, arguments);
          return method.call(rendering, arguments);
        };
  }

  private static @Nullable Callable method(Sequence sequence, String name) {
    return switch (name) {
      case "copy" ->
          (rendering, arguments) -> {
            if (sequence.kind() != Sequence.Kind.LIST) {
              throw TemplateException.of("only a list can be copied");
            }
            return sequence;
          };
      case "count" ->
          (rendering, arguments) ->
              Numbers.integer(count(rendering, sequence.elements(), arguments.get(0, "value")));
      case "index" ->
          (rendering, arguments) ->
              Numbers.integer(index(rendering, sequence.elements(), arguments));
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

  private static int index(Rendering rendering, List<Object> elements, Arguments arguments) {
    Object wanted = arguments.get(0, "value");
    int size = elements.size();
    int start = arguments.integer(1, "start", 0);
    int stop = arguments.integer(2, "stop", size);
    int from = start < 0 ? Math.max(0, start + size) : start;
    int to = Math.min(size, stop < 0 ? stop + size : stop);
    for (int i = from; i < to; i++) {
      if (Comparison.areEqual(rendering, elements.get(i), wanted)) {
        return i;
      }
    }
    throw TemplateException.of("the value is not in the list");
  }
}
