package dev.ember.inference.chat.jinja;

import java.util.List;
import java.util.Map;

/** The functions that every template of Hugging Face may call. */
final class Globals {
  /** Jinja's own limit in its sandbox. */
  private static final int MAX_RANGE = 100_000;

  private Globals() {}

  static void define(Scope scope) {
    Callable range = (rendering, arguments) -> range(arguments.positional());
    Callable namespace = (rendering, arguments) -> namespace(arguments);
    Callable dict = (rendering, arguments) -> dict(arguments);
    Callable raise =
        (rendering, arguments) -> {
          throw TemplateException.refusal(Printer.text(rendering, arguments.get(0, "message")));
        };
    Callable now =
        (rendering, arguments) -> DateFormat.format(rendering.now(), arguments.text(0, "format"));
    scope.set("range", range);
    scope.set("namespace", namespace);
    scope.set("dict", dict);
    scope.set("raise_exception", raise);
    scope.set("strftime_now", now);
  }

  private static Sequence range(List<Object> bounds) {
    if (bounds.isEmpty() || bounds.size() > 3) {
      throw TemplateException.of("range expects 1 to 3 numbers but found " + bounds.size());
    }
    int start = bounds.size() > 1 ? Numbers.toInt(bounds.get(0)) : 0;
    int stop = Numbers.toInt(bounds.get(bounds.size() > 1 ? 1 : 0));
    int step = bounds.size() > 2 ? Numbers.toInt(bounds.get(2)) : 1;
    if (step == 0) {
      throw TemplateException.of("range step must not be zero");
    }
    if (((long) stop - start) / step > MAX_RANGE) {
      throw TemplateException.of("expected a range of at most " + MAX_RANGE + " numbers");
    }
    String label = "range(" + start + ", " + stop + (step == 1 ? ")" : ", " + step + ")");
    return new Sequence(Sequence.Kind.RANGE, Numbers.range(start, stop, step), label);
  }

  private static Namespace namespace(Arguments arguments) {
    Namespace namespace = new Namespace();
    dict(arguments).forEach((name, value) -> namespace.set(String.valueOf(name), value));
    return namespace;
  }

  private static Map<Object, Object> dict(Arguments arguments) {
    Map<Object, Object> dict = Values.dict(arguments.get(0, "", Map.of()));
    dict.putAll(arguments.keywordsAsDict());
    return dict;
  }
}
