package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What filters sort and compare by: an element or attributes of it, mostly in lower case. */
final class SortKeys {
  private final Rendering rendering;
  private final boolean caseMatters;

  SortKeys(Rendering rendering, boolean caseMatters) {
    this.rendering = rendering;
    this.caseMatters = caseMatters;
  }

  /** The key itself, or its lower case. */
  Object folded(Object key) {
    if (caseMatters || !(Markup.plain(key) instanceof String text)) {
      return key;
    }
    rendering.work(Rendering.CHARACTER * (long) text.length());
    return text.toLowerCase(Locale.ROOT);
  }

  /** The elements in order of their keys; equal ones stay in theirs. */
  Sequence sorted(List<Object> elements, Key key, boolean reversed) {
    List<Object[]> keyed = new ArrayList<>(elements.size()); // each [key, element]
    for (Object element : elements) {
      keyed.add(new Object[] {foldedAll(key.of(element)), element});
    }
    keyed.sort((a, b) -> (reversed ? -1 : 1) * Comparison.order(rendering, a[0], b[0]));
    List<Object> sorted = new ArrayList<>(elements.size());
    keyed.forEach(pair -> sorted.add(pair[1]));
    return Sequence.list(sorted);
  }

  private Object foldedAll(Object key) {
    if (!(key instanceof Sequence several && several.label().equals(Sequence.KEYS))) {
      return folded(key);
    }
    List<Object> keys = new ArrayList<>();
    several.elements().forEach(one -> keys.add(folded(one)));
    return Sequence.list(keys);
  }

  /** The attributes of a path such as {@code "size,name.first"}, or the element without one. */
  static Object attributes(Rendering rendering, Object element, Object paths) {
    List<Object> keys = new ArrayList<>();
    if (Markup.plain(paths) instanceof String text) {
      rendering.elements(text.length());
      for (String path : text.split(",", -1)) {
        keys.add(SelectionFilters.attribute(rendering, element, path));
      }
    } else {
      keys.add(SelectionFilters.attribute(rendering, element, paths));
    }
    return new Sequence(Sequence.Kind.LIST, keys, Sequence.KEYS);
  }
}
