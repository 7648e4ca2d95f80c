package dev.ember.converter.export.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For each canonical tensor the stored ones that it is put together from, first rows first. */
final class TensorMap {
  private final Map<String, List<Part>> parts = new LinkedHashMap<>(); // by canonical name

  /** Sets, or replaces, where a canonical tensor comes from. */
  void put(String canonical, Part... from) {
    parts.put(canonical, List.of(from));
  }

  /**
   * @param canonical name of {@link dev.ember.inference.model.TensorName}
   */
  List<Part> parts(String canonical) {
    List<Part> found = parts.get(canonical);
    if (found == null) {
      throw new IllegalArgumentException("expected a canonical tensor but found " + canonical);
    }
    return found;
  }

  Map<String, List<Part>> all() {
    return Collections.unmodifiableMap(parts);
  }
}
