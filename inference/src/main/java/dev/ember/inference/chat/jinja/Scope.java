package dev.ember.inference.chat.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and values; a loop's pass, a macro and a block with a body have a scope of their own. */
final class Scope {
  private final @Nullable Scope parent;
  private final int depth;
  private final Map<String, Object> values = new HashMap<>();

  Scope(@Nullable Scope parent) {
    this.parent = parent;
    depth = parent == null ? 0 : parent.depth + 1;
  }

  /** The scopes around this one. */
  int depth() {
    return depth;
  }

  Object get(String name) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      Object value = scope.values.get(name);
      if (value != null) {
        return value;
      }
    }
    return Undefined.name(name);
  }

  /** The scope of the template as a whole, which holds its variables. */
  Scope outermost() {
    Scope scope = this;
    while (scope.parent != null && scope.parent.parent != null) {
      scope = scope.parent;
    }
    return scope;
  }

  void set(String name, Object value) {
    values.put(name, value);
  }
}
