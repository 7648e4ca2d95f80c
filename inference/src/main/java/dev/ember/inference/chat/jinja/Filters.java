package dev.ember.inference.chat.jinja;

import java.util.HashMap;
import java.util.Map;

/** The filters by name. */
final class Filters {
  private static final Map<String, Filter> FILTERS = new HashMap<>();

  static {
    TextFilters.define(FILTERS);
    SequenceFilters.define(FILTERS);
    SelectionFilters.define(FILTERS);
    LayoutFilters.define(FILTERS);
  }

  private Filters() {}

  static boolean isKnown(String name) {
    return FILTERS.containsKey(name);
  }

  /** Applies a filter; that there is none of the name is an error only now, as in Jinja. */
  static Object apply(Rendering rendering, String name, Object value, Arguments arguments) {
    Filter filter = FILTERS.get(name);
    if (filter == null) {
      throw TemplateException.of("no filter named '" + name + "'");
    }
    rendering.work(Rendering.STEP);
    Signatures.checkFilter(name, arguments);
    return filter.apply(rendering, value, arguments);
  }
}
