package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of a dictionary that only read. */
final class DictMethods {
  private DictMethods() {}

  /** A method bound to its dictionary, or null. */
  static @Nullable Callable find(Map<?, ?> map, String name) {
    Callable method = method(map, name);
    return method == null
        ? null
        : (rendering, arguments) -> {
          Signatures.checkMethod(name, arguments);
          boolean copies = name.equals("keys") || name.equals("values") || name.equals("items");
          rendering.elements(copies ? 2L * map.size() : Values.keyWork(map, firstOf(arguments)));
          return method.call(rendering, arguments);
        };
  }

  private static Object firstOf(Arguments arguments) {
    return arguments.get(0, "key", None.NONE);
  }

  private static @Nullable Callable method(Map<?, ?> map, String name) {
    return switch (name) {
      case "get" -> (rendering, arguments) -> get(map, arguments);
      case "keys" -> (rendering, arguments) -> view("dict_keys", new ArrayList<>(map.keySet()));
      case "values" -> (rendering, arguments) -> view("dict_values", new ArrayList<>(map.values()));
      case "items" -> (rendering, arguments) -> view("dict_items", items(map));
      case "copy" -> (rendering, arguments) -> map;
      default -> null;
    };
  }

  /** Pairs of key and value. */
  static List<Object> items(Map<?, ?> map) {
    List<Object> items = new ArrayList<>();
    map.forEach((key, value) -> items.add(Sequence.tuple(List.of(key, value))));
    return items;
  }

  private static Object get(Map<?, ?> map, Arguments arguments) {
    if (!arguments.has(0, "key")) {
      throw TemplateException.of("get expected at least 1 argument but found 0");
    }
    Object value = Values.find(map, arguments.get(0, "key"));
    return value == null ? arguments.get(1, "default", None.NONE) : value;
  }

  private static Sequence view(String label, List<Object> elements) {
    return new Sequence(Sequence.Kind.VIEW, elements, label);
  }
}
