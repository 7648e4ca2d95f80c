package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    filters.put("first", (r, value, a) -> first(value));
    filters.put("last", (r, value, a) -> last(value));
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
    if (!(arguments.get(1, "attribute", None.NONE) instanceof None)) {
      elements = SelectionFilters.attributes(rendering, elements, arguments.get(1, "attribute"));
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
    String by = arguments.text(1, "by", "key");
    if (!by.equals("key") && !by.equals("value")) {
      throw TemplateException.of("You can only sort by either \"key\" or \"value\"");
    }
    int place = by.equals("value") ? 1 : 0;
    SortKeys keys = new SortKeys(rendering, arguments.flag(0, "case_sensitive"));
    return keys.sorted(
        DictMethods.items(map),
        item -> ((Sequence) item).elements().get(place),
        arguments.integer(2, "reverse", 0) != 0);
  }

  private static Object first(Object value) {
    if (Markup.plain(value) instanceof String text && !text.isEmpty()) {
      return text.substring(0, text.offsetByCodePoints(0, 1));
    }
    List<Object> elements = Values.elements(value);
    return elements.isEmpty()
        ? new Undefined("no first item, sequence was empty")
        : elements.get(0);
  }

  private static Object last(Object value) {
    if (value instanceof Sequence s && s.kind() == Sequence.Kind.GENERATOR) {
      throw TemplateException.of("'generator' object is not reversible");
    }
    if (Markup.plain(value) instanceof String text && !text.isEmpty()) {
      return text.substring(text.offsetByCodePoints(text.length(), -1));
    }
    List<Object> elements = Values.elements(value);
    return elements.isEmpty()
        ? new Undefined("no last item, sequence was empty")
        : elements.get(elements.size() - 1);
  }

  private static Object reverse(Object value) {
    if (Markup.plain(value) instanceof String text) {
      return new StringBuilder(text).reverse().toString();
    }
    List<Object> reversed = new ArrayList<>(Values.elements(value));
    Collections.reverse(reversed);
    boolean read = value instanceof Sequence s && s.kind() == Sequence.Kind.GENERATOR;
    return read ? Sequence.list(reversed) : Sequence.generator(reversed);
  }

  private static Object sort(Rendering rendering, Object value, Arguments arguments) {
    SortKeys keys = new SortKeys(rendering, arguments.flag(1, "case_sensitive"));
    Object attribute = arguments.get(2, "attribute", None.NONE);
    return keys.sorted(
        Values.elements(value),
        element -> SortKeys.attributes(rendering, element, attribute),
        arguments.integer(0, "reverse", 0) != 0);
  }

  private static Object unique(Rendering rendering, Object value, Arguments arguments) {
    SortKeys keys = new SortKeys(rendering, arguments.flag(0, "case_sensitive"));
    Object attribute = arguments.get(1, "attribute", None.NONE);
    Set<Object> seen = new HashSet<>();
    List<Object> kept = new ArrayList<>();
    for (Object element : Values.elements(value)) {
      Object key = keys.folded(SelectionFilters.attribute(rendering, element, attribute));
      rendering.elements(key instanceof Sequence ? seen.size() : 0);
      if (seen.add(key instanceof Undefined ? Undefined.name("") : Values.key(key))) {
        kept.add(element);
      }
    }
    return Sequence.generator(kept);
  }

  private static Object extreme(Rendering rendering, Object value, Arguments arguments, int sign) {
    SortKeys keys = new SortKeys(rendering, arguments.flag(0, "case_sensitive"));
    Object attribute = arguments.get(1, "attribute", None.NONE);
    Object best = new Undefined("no aggregated item, sequence was empty");
    boolean first = true;
    for (Object element : Values.elements(value)) {
      boolean better = first;
      if (!first) {
        Object key = keys.folded(SelectionFilters.attribute(rendering, element, attribute));
        Object bestKey = keys.folded(SelectionFilters.attribute(rendering, best, attribute));
        better = sign * Comparison.order(rendering, key, bestKey) > 0;
      }
      best = better ? element : best;
      first = false;
    }
    return best;
  }

  private static Object sum(Rendering rendering, Object value, Arguments arguments) {
    Object attribute = arguments.get(0, "attribute", None.NONE);
    Object total = arguments.get(1, "start", Numbers.integer(0));
    if (Markup.plain(total) instanceof String) {
      throw TemplateException.of("sum() can't sum strings [use ''.join(seq) instead]");
    }
    for (Object element : Values.elements(value)) {
      Object term = SelectionFilters.attribute(rendering, element, attribute);
      total = Numbers.binary(rendering, "+", total, term);
    }
    return total;
  }

  private static Object batch(Rendering rendering, Object value, Arguments arguments) {
    int size = arguments.integer(0, "linecount", 1);
    if (size <= 0) {
      throw TemplateException.of("expected batches of at least 1 but found " + size);
    }
    Object filler = arguments.get(1, "fill_with", None.NONE);
    List<Object> elements = Values.elements(value);
    List<Object> batches = new ArrayList<>();
    for (long next = 0; next < elements.size(); next += size) {
      int i = (int) next;
      List<Object> batch =
          new ArrayList<>(elements.subList(i, (int) Math.min(elements.size(), (long) i + size)));
      rendering.allow(filler instanceof None ? 0 : size);
      rendering.elements(filler instanceof None ? 4 : 4 + (long) size);
      while (!(filler instanceof None) && batch.size() < size) {
        batch.add(filler);
      }
      batches.add(Sequence.list(batch));
    }
    return Sequence.generator(batches);
  }
}
