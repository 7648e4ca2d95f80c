package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Filters over lists and dictionaries as a whole. */
final class SequenceFilters {
  private SequenceFilters() {}

  static void define(Map<String, Filter> filters) {
    filters.put("length", (r, value, a) -> Numbers.integer(Values.length(value)));
    filters.put("count", (r, value, a) -> Numbers.integer(Values.length(value)));
    filters.put("default", (r, value, a) -> otherwise(value, a));
    filters.put("d", (r, value, a) -> otherwise(value, a));
    filters.put("join", SequenceFilters::join);
    filters.put("list", (r, value, a) -> Sequence.list(Values.elements(value)));
    filters.put("items", (r, value, a) -> items(value));
    filters.put("dictsort", SequenceFilters::dictSort);
    filters.put("first", (r, value, a) -> first(Values.elements(value)));
    filters.put("last", (r, value, a) -> last(Values.elements(value)));
    filters.put("reverse", (r, value, a) -> reverse(value));
    filters.put("sort", SequenceFilters::sort);
    filters.put("unique", SequenceFilters::unique);
    filters.put("min", (r, value, a) -> extreme(r, value, a, -1));
    filters.put("max", (r, value, a) -> extreme(r, value, a, 1));
    filters.put("sum", SequenceFilters::sum);
    filters.put("batch", SequenceFilters::batch);
  }

  private static Object otherwise(Object value, Arguments arguments) {
    boolean replaces =
        value instanceof Undefined || (arguments.flag(1, "boolean") && !Values.isTrue(value));
    return replaces ? arguments.get(0, "default_value", "") : value;
  }

  private static Object join(Rendering rendering, Object value, Arguments arguments) {
    String separator = Printer.text(rendering, arguments.get(0, "d", ""));
    List<Object> elements = Values.elements(value);
    if (arguments.has(1, "attribute")) {
      elements = SelectionFilters.attributes(elements, arguments.get(1, "attribute"));
    }
    return StringMethods.join(rendering, separator, elements);
  }

  private static Object items(Object value) {
    if (value instanceof Undefined) {
      return Sequence.generator(List.of());
    }
    if (value instanceof Map<?, ?> map) {
      return Sequence.generator(DictMethods.items(map));
    }
    throw TemplateException.of("can only get item pairs from a mapping");
  }

  private static Object dictSort(Rendering rendering, Object value, Arguments arguments) {
    if (!(value instanceof Map<?, ?> map)) {
      throw TemplateException.of("dictsort expects a mapping");
    }
    boolean caseMatters = arguments.flag(0, "case_sensitive");
    int by = arguments.text(1, "by", "key").equals("value") ? 1 : 0;
    boolean reversed = arguments.flag(2, "reverse");
    List<Object> items = DictMethods.items(map);
    items.sort(
        comparator(rendering, caseMatters, reversed, item -> ((Sequence) item).elements().get(by)));
    return Sequence.list(items);
  }

  private static Object first(List<Object> elements) {
    return elements.isEmpty()
        ? new Undefined("no first item, sequence was empty")
        : elements.get(0);
  }

  private static Object last(List<Object> elements) {
    return elements.isEmpty()
        ? new Undefined("no last item, sequence was empty")
        : elements.get(elements.size() - 1);
  }

  private static Object reverse(Object value) {
    if (value instanceof String text) {
      return Attributes.slice(text, None.NONE, None.NONE, Numbers.integer(-1));
    }
    List<Object> reversed = new ArrayList<>(Values.elements(value));
    Collections.reverse(reversed);
    return Sequence.generator(reversed);
  }

  private static Object sort(Rendering rendering, Object value, Arguments arguments) {
    boolean reversed = arguments.flag(0, "reverse");
    boolean caseMatters = arguments.flag(1, "case_sensitive");
    Object attribute = arguments.get(2, "attribute", None.NONE);
    List<Object> sorted = new ArrayList<>(Values.elements(value));
    sorted.sort(
        comparator(
            rendering,
            caseMatters,
            reversed,
            element ->
                attribute instanceof None
                    ? element
                    : SelectionFilters.attribute(element, attribute)));
    return Sequence.list(sorted);
  }

  private interface Key {
    Object of(Object element);
  }

  private static Comparator<Object> comparator(
      Rendering rendering, boolean caseMatters, boolean reversed, Key key) {
    Comparator<Object> ascending =
        (a, b) ->
            Comparison.order(
                rendering, folded(key.of(a), caseMatters), folded(key.of(b), caseMatters));
    return reversed ? ascending.reversed() : ascending;
  }

  private static Object folded(Object value, boolean caseMatters) {
    return !caseMatters && value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
  }

  private static Object unique(Rendering rendering, Object value, Arguments arguments) {
    boolean caseMatters = arguments.flag(0, "case_sensitive");
    List<Object> seen = new ArrayList<>();
    List<Object> kept = new ArrayList<>();
    for (Object element : Values.elements(value)) {
      Object key = folded(element, caseMatters);
      if (!Comparison.test(rendering, "in", key, Sequence.list(seen))) {
        seen.add(key);
        kept.add(element);
      }
    }
    return Sequence.generator(kept);
  }

  private static Object extreme(Rendering rendering, Object value, Arguments arguments, int sign) {
    boolean caseMatters = arguments.flag(0, "case_sensitive");
    Object best = new Undefined("no aggregated item, sequence was empty");
    for (Object element : Values.elements(value)) {
      boolean better =
          best instanceof Undefined
              || sign
                      * Comparison.order(
                          rendering, folded(element, caseMatters), folded(best, caseMatters))
                  > 0;
      best = better ? element : best;
    }
    return best;
  }

  private static Object sum(Rendering rendering, Object value, Arguments arguments) {
    Object attribute = arguments.get(0, "attribute", None.NONE);
    Object total = arguments.get(1, "start", Numbers.integer(0));
    for (Object element : Values.elements(value)) {
      Object term =
          attribute instanceof None ? element : SelectionFilters.attribute(element, attribute);
      total = Numbers.binary(rendering, "+", total, term);
    }
    return total;
  }

  private static Object batch(Rendering rendering, Object value, Arguments arguments) {
    int size = Math.max(1, arguments.integer(0, "linecount", 1));
    List<Object> elements = Values.elements(value);
    rendering.work(elements.size());
    List<Object> batches = new ArrayList<>();
    for (int i = 0; i < elements.size(); i += size) {
      batches.add(Sequence.list(elements.subList(i, Math.min(elements.size(), i + size))));
    }
    return Sequence.generator(batches);
  }
}
