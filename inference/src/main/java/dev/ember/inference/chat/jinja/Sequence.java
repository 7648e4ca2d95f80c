package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An immutable run of values; {@code label} is printed for a range or a dictionary's view. */
record Sequence(Kind kind, List<Object> elements, String label) {
  enum Kind {
    LIST("list"),
    TUPLE("tuple"),
    RANGE("range"),
    VIEW("dict view"),
    GENERATOR("generator");

    private final String pythonName;

    Kind(String pythonName) {
      this.pythonName = pythonName;
    }

    String pythonName() {
      return pythonName;
    }
  }

  /** The label of a pair that {@code groupby} made, whose parts have names. */
  static final String GROUP = "group";

  /** The label of several keys to sort by. */
  static final String KEYS = "keys";

  Sequence {
    elements = Collections.unmodifiableList(new ArrayList<>(elements));
  }

  static Sequence list(List<Object> elements) {
    return new Sequence(Kind.LIST, elements, "");
  }

  static Sequence tuple(List<Object> elements) {
    return new Sequence(Kind.TUPLE, elements, "");
  }

  static Sequence generator(List<Object> elements) {
    return new Sequence(Kind.GENERATOR, elements, "");
  }

  /** Whether {@code x[0]} works. */
  boolean isIndexable() {
    return kind == Kind.LIST || kind == Kind.TUPLE || kind == Kind.RANGE;
  }

  int size() {
    return elements.size();
  }
}
