package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Filters that look at each element: {@code map}, {@code select} and their kin. */
final class SelectionFilters {
  private SelectionFilters() {}

  static void define(Map<String, Filter> filters) {
    filters.put("map", SelectionFilters::map);
    filters.put("select", (r, value, a) -> select(r, value, a, true));
    filters.put("reject", (r, value, a) -> select(r, value, a, false));
    filters.put("selectattr", (r, value, a) -> selectByAttribute(r, value, a, true));
    filters.put("rejectattr", (r, value, a) -> selectByAttribute(r, value, a, false));
    filters.put("groupby", SelectionFilters::groupBy);
  }

  /** An attribute by a path such as {@code "function.name"} or a position. */
  static Object attribute(Object value, Object path) {
    if (!(path instanceof String text)) {
      return Attributes.item(value, path);
    }
    Object found = value;
    for (String name : text.split("\\.", -1)) {
      boolean position = !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
      found =
          Attributes.item(found, position ? (Object) Numbers.integer(Long.parseLong(name)) : name);
    }
    return found;
  }

  static List<Object> attributes(List<Object> elements, Object path) {
    List<Object> found = new ArrayList<>();
    elements.forEach(element -> found.add(attribute(element, path)));
    return found;
  }

  private static Object map(Rendering rendering, Object value, Arguments arguments) {
    List<Object> mapped = new ArrayList<>();
    Object path = arguments.keywords().getOrDefault("attribute", None.NONE);
    Object otherwise = arguments.keywords().getOrDefault("default", None.NONE);
    for (Object element : elements(value)) {
      if (path instanceof None) {
        String filter = arguments.text(0, "filter");
        mapped.add(Filters.apply(rendering, filter, element, arguments.withoutFirst(1)));
      } else {
        Object found = attribute(element, path);
        boolean missing = found instanceof Undefined && !(otherwise instanceof None);
        mapped.add(missing ? otherwise : found);
      }
    }
    rendering.work(mapped.size());
    return Sequence.generator(mapped);
  }

  private static Object select(
      Rendering rendering, Object value, Arguments arguments, boolean wanted) {
    List<Object> kept = new ArrayList<>();
    for (Object element : elements(value)) {
      if (passes(rendering, element, arguments) == wanted) {
        kept.add(element);
      }
    }
    return Sequence.generator(kept);
  }

  private static Object selectByAttribute(
      Rendering rendering, Object value, Arguments arguments, boolean wanted) {
    Object path = arguments.get(0, "attribute");
    List<Object> kept = new ArrayList<>();
    for (Object element : elements(value)) {
      if (passes(rendering, attribute(element, path), arguments.withoutFirst(1)) == wanted) {
        kept.add(element);
      }
    }
    return Sequence.generator(kept);
  }

  /** The elements; these filters take anything false for an empty list. */
  private static List<Object> elements(Object value) {
    return Values.isTrue(value) ? Values.elements(value) : List.of();
  }

  private static boolean passes(Rendering rendering, Object value, Arguments arguments) {
    rendering.work(1);
    return arguments.has(0, "test")
        ? Tests.test(rendering, arguments.text(0, "test"), value, arguments.withoutFirst(1))
        : Values.isTrue(value);
  }

  private static Object groupBy(Rendering rendering, Object value, Arguments arguments) {
    Object path = arguments.get(0, "attribute");
    Object sorted =
        Filters.apply(
            rendering, "sort", value, new Arguments(List.of(), Map.of("attribute", path)));
    List<Object> groups = new ArrayList<>();
    List<Object> group = new ArrayList<>();
    Object key = None.NONE;
    for (Object element : Values.elements(sorted)) {
      Object next = attribute(element, path);
      if (!group.isEmpty() && !Comparison.areEqual(rendering, key, next)) {
        groups.add(Sequence.tuple(List.of(key, Sequence.list(group))));
        group.clear();
      }
      key = next;
      group.add(element);
    }
    if (!group.isEmpty()) {
      groups.add(Sequence.tuple(List.of(key, Sequence.list(group))));
    }
    return Sequence.list(groups);
  }
}
