package dev.ember.inference.chat.jinja;

import java.util.List;

/** Jinja's {@code cycler(...)}: values in turn, as often as they are asked for. */
final class Cycler {
  private final List<Object> values;
  private int at;

  private Cycler(List<Object> values) {
    this.values = values;
  }

  static Cycler of(Arguments arguments) {
    if (arguments.positional().isEmpty()) {
      throw TemplateException.of("at least one item has to be provided");
    }
    return new Cycler(arguments.positional());
  }

  Object attribute(String name) {
    return switch (name) {
      case "current" -> values.get(at);
      case "next" -> (Callable) (rendering, arguments) -> next();
      case "reset" -> (Callable) (rendering, arguments) -> reset();
      default -> new Undefined("'Cycler' object has no attribute '" + name + "'");
    };
  }

  private Object next() {
    Object value = values.get(at);
    at = (at + 1) % values.size();
    return value;
  }

  private Object reset() {
    at = 0;
    return None.NONE;
  }
}
