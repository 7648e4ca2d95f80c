package dev.ember.inference.chat.jinja;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The filters by name. */
final class Filters {
  private static final Map<String, Filter> FILTERS = new HashMap<>();
  private static final Set<String> OF_TEXT;

  static {
    TextFilters.define(FILTERS);
    LayoutFilters.define(FILTERS);
    OF_TEXT = Set.copyOf(FILTERS.keySet());
    SequenceFilters.define(FILTERS);
    SelectionFilters.define(FILTERS);
  }

  /** Filters that only look at a value, or copy it. */
  private static final Set<String> QUICK =
      Set.of("count", "d", "default", "first", "last", "length", "string", "trim");

  private Filters() {}

  static boolean isKnown(String name) {
    return FILTERS.containsKey(name);
  }

  /** What it costs to walk through a value once. */
  private static long work(String filter, Object value) {
    boolean text = Markup.plain(value) instanceof String;
    if (QUICK.contains(filter)) {
      return text ? Values.size(value) : 0;
    }
    boolean byCharacter = text && OF_TEXT.contains(filter);
    long each = byCharacter ? Rendering.CHARACTER : Rendering.ELEMENT;
    return each * Values.size(value);
  }

  /** Applies a filter; that there is none of the name is an error only now, as in Jinja. */
  static Object apply(Rendering rendering, String name, Object value, Arguments arguments) {
    Filter filter = FILTERS.get(name);
    if (filter == null) {
      throw TemplateException.of("no filter named '" + name + "'");
    }
    rendering.work(Rendering.STEP + work(name, value));
    Signatures.checkFilter(name, arguments);
    return filter.apply(rendering, value, arguments);
  }
}
