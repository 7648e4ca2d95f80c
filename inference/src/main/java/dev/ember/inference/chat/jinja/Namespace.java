package dev.ember.inference.chat.jinja;

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

  void set(String name, Object value) {
    attributes.put(name, value);
  }
}
