package dev.ember.inference.chat.jinja;

import java.util.List;
import java.util.Map;

/** The functions that every template of Hugging Face may call. */
final class Globals {
  /** Jinja's own limit in its sandbox. */
  private static final int MAX_RANGE = 100_000;

  private Globals() {}

  static void define(Scope scope) {
    Callable range = (rendering, arguments) -> range(rendering, arguments.positional());
    Callable namespace = (rendering, arguments) -> namespace(rendering, arguments);
    Callable dict = (rendering, arguments) -> dict(rendering, arguments);
    Callable raise =
        (rendering, arguments) -> {
          if (arguments.positional().size() + arguments.keywords().size() != 1
              || !arguments.has(0, "message")) {
            throw TemplateException.of("raise_exception expects one message");
          }
          throw TemplateException.refusal(Printer.text(rendering, arguments.get(0, "message")));
        };
    Callable now = (rendering, arguments) -> strftime(rendering, arguments.text(0, "format"));
    scope.set(
        "lipsum",
        (Callable)
            (rendering, arguments) -> {
              throw TemplateException.of("lipsum() is not supported");
            });
    scope.set("cycler", (Callable) (rendering, arguments) -> Cycler.of(arguments));
    scope.set("joiner", (Callable) (rendering, arguments) -> joiner(arguments));
    scope.set("range", range);
    scope.set("namespace", namespace);
    scope.set("dict", dict);
    scope.set("raise_exception", raise);
    scope.set("strftime_now", now);
  }

  private static Sequence range(Rendering rendering, List<Object> bounds) {
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
    rendering.elements(Math.max(0, ((long) stop - start) / step));
    String label = "range(" + start + ", " + stop + (step == 1 ? ")" : ", " + step + ")");
    return new Sequence(Sequence.Kind.RANGE, Numbers.range(start, stop, step), label);
  }

  private static String strftime(Rendering rendering, String format) {
    rendering.work(Rendering.STEP * (long) format.length());
    return DateFormat.format(rendering.now(), format);
  }

  /** A separator that is empty the first time. */
  private static Callable joiner(Arguments made) {
    Object separator = made.get(0, "sep", ", ");
    boolean[] used = {false};
    return (rendering, arguments) -> {
      Object now = used[0] ? separator : "";
      used[0] = true;
      return now;
    };
  }

  private static Namespace namespace(Rendering rendering, Arguments arguments) {
    Namespace namespace = new Namespace();
    dict(rendering, arguments).forEach((name, value) -> namespace.set(String.valueOf(name), value));
    return namespace;
  }

  private static Map<Object, Object> dict(Rendering rendering, Arguments arguments) {
    if (arguments.positional().size() > 1) {
      throw TemplateException.of(
          "dict expects at most 1 argument but found " + arguments.positional().size());
    }
    Object start = arguments.get(0, "", Map.of());
    if (start instanceof Undefined undefined) {
      throw undefined.error();
    }
    rendering.elements(2L * Values.size(start));
    Map<Object, Object> dict = Values.dict(start);
    if (!(start instanceof Map)) {
      for (Object item : Values.elements(start)) {
        if (Values.size(item) != 2) {
          throw TemplateException.of("expected pairs of a key and a value");
        }
        List<Object> pair = Values.elements(item);
        if (pair.size() != 2) {
          throw TemplateException.of("expected pairs of a key and a value");
        }
        rendering.elements(Values.keyWork(dict, pair.get(0)));
        Values.put(dict, pair.get(0), pair.get(1));
      }
    }
    dict.putAll(arguments.keywordsAsDict());
    return dict;
  }
}
