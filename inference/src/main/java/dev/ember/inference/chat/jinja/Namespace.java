package dev.ember.inference.chat.jinja;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Jinja's {@code namespace(...)}: the one value that a template can change. */
final class Namespace {
  private final Map<String, Object> attributes = new LinkedHashMap<>();

  Object get(String name) {
    Object value = attributes.get(name);
    return value == null
        ? new Undefined("'namespace object' has no attribute '" + name + "'")
        : value;
  }

  /** A view of all attributes, in the order in which they were set first. */
  Map<String, Object> attributes() {
    return Collections.unmodifiableMap(attributes);
  }

  void set(String name, Object value) {
    attributes.put(name, value);
  }
}
