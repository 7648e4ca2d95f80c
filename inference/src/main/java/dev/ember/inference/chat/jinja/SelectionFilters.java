package dev.ember.inference.chat.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Filters that look at each element: {@code map}, {@code select} and their kin. */
final class SelectionFilters {
  private static final int MAX_POSITION_DIGITS = 18; // what a long holds for sure

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
  static Object attribute(Rendering rendering, Object value, Object path) {
    if (path instanceof None) {
      return value;
    }
    if (!(Markup.plain(path) instanceof String text)) {
      rendering.elements(Values.keyWork(value, path));
      rendering.work(Values.size(value));
      return Attributes.item(value, path);
    }
    rendering.work(Rendering.STEP + Rendering.ELEMENT * (long) text.length());
    Object found = value;
    for (String name : text.split("\\.", -1)) {
      boolean position =
          name.length() <= MAX_POSITION_DIGITS
              && !name.isEmpty()
              && name.chars().allMatch(c -> c >= '0' && c <= '9');
      found = Attributes.item(found, position ? (Object) new BigInteger(name) : name);
    }
    return found;
  }

  static List<Object> attributes(Rendering rendering, List<Object> elements, Object path) {
    List<Object> found = new ArrayList<>();
    elements.forEach(element -> found.add(attribute(rendering, element, path)));
    return found;
  }

  private static Object map(Rendering rendering, Object value, Arguments arguments) {
    List<Object> mapped = new ArrayList<>();
    boolean byPath =
        arguments.positional().isEmpty() && arguments.keywords().containsKey("attribute");
    Object path = arguments.keywords().getOrDefault("attribute", None.NONE);
    Object otherwise = arguments.keywords().getOrDefault("default", None.NONE);
    if (byPath) {
      requireMapKeywords(arguments);
    }
    for (Object element : elements(value)) {
      if (!byPath) {
        String filter = arguments.text(0, "filter");
        mapped.add(Filters.apply(rendering, filter, element, arguments.withoutFirst(1)));
      } else {
        mapped.add(defaulted(attribute(rendering, element, path), otherwise));
      }
    }
    rendering.work(mapped.size());
    return Sequence.generator(mapped);
  }

  private static void requireMapKeywords(Arguments arguments) {
    for (String keyword : arguments.keywords().keySet()) {
      if (!keyword.equals("attribute") && !keyword.equals("default")) {
        throw TemplateException.of("Unexpected keyword argument '" + keyword + "'");
      }
    }
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
    List<Object> given = arguments.positional(); // Jinja2 takes it by position alone
    List<Object> kept = new ArrayList<>();
    for (Object element : elements(value)) {
      if (given.isEmpty()) {
        throw TemplateException.of("missing parameter for attribute name");
      }
      if (passes(rendering, attribute(rendering, element, given.get(0)), arguments.withoutFirst(1))
          == wanted) {
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
    rendering.elements(1);
    return arguments.positional().isEmpty() // whatever the keywords, as in Jinja2
        ? Values.isTrue(value)
        : Tests.test(rendering, arguments.text(0, "test"), value, arguments.withoutFirst(1));
  }

  private static Object groupBy(Rendering rendering, Object value, Arguments arguments) {
    SortKeys keys = new SortKeys(rendering, arguments.flag(2, "case_sensitive"));
    Object path = arguments.get(0, "attribute");
    Object otherwise = arguments.get(1, "default", None.NONE);
    Key key = element -> defaulted(attribute(rendering, element, path), otherwise);
    Sequence sorted = keys.sorted(Values.elements(value), key, false);
    List<Object> groups = new ArrayList<>();
    List<Object> group = new ArrayList<>();
    for (Object element : sorted.elements()) {
      boolean same =
          !group.isEmpty()
              && Comparison.areEqual(
                  rendering,
                  keys.folded(key.of(group.get(group.size() - 1))),
                  keys.folded(key.of(element)));
      if (!same && !group.isEmpty()) {
        groups.add(group(key, group));
        group.clear();
      }
      group.add(element);
    }
    if (!group.isEmpty()) {
      groups.add(group(key, group));
    }
    return Sequence.list(groups);
  }

  private static Object group(Key key, List<Object> elements) {
    List<Object> pair = List.of(key.of(elements.get(0)), Sequence.list(elements));
    return new Sequence(Sequence.Kind.TUPLE, pair, Sequence.GROUP);
  }

  private static Object defaulted(Object value, Object otherwise) {
    return value instanceof Undefined && !(otherwise instanceof None) ? otherwise : value;
  }
}
