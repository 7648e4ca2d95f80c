package dev.ember.inference.chat.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str} that look for a part, in the whole or from a start to an end. */
final class SearchMethods {
  private SearchMethods() {}

  static Object call(Rendering rendering, String text, String method, Arguments arguments) {
    if (method.equals("startswith") || method.equals("endswith")) {
      return affix(rendering, text, method.equals("startswith"), arguments);
    }
    String part = arguments.text(0, "sub");
    rendering.work(text.length());
    Range range = Range.of(text, arguments);
    if (range == null) {
      return absent(method);
    }
    String within = text.substring(range.from, range.to);
    if (method.equals("count")) {
      return Numbers.integer(count(rendering, within, part));
    }
    int at =
        method.startsWith("r")
            ? TextSearch.lastIndexOf(rendering, within, part)
            : TextSearch.indexOf(rendering, within, part, 0);
    return at < 0 ? absent(method) : Numbers.integer(text.codePointCount(0, range.from + at));
  }

  private static Object absent(String method) {
    if (method.endsWith("index")) {
      throw TemplateException.of("substring not found");
    }
    return Numbers.integer(method.equals("count") ? 0 : -1);
  }

  private static Object affix(
      Rendering rendering, String text, boolean atStart, Arguments arguments) {
    Object wanted = arguments.get(0, "affix");
    boolean several = wanted instanceof Sequence s && s.kind() == Sequence.Kind.TUPLE;
    List<Object> affixes = several ? ((Sequence) wanted).elements() : List.of(wanted);
    Range range = Range.of(text, arguments);
    String within = range == null ? "" : text.substring(range.from, range.to);
    boolean found = false;
    for (Object one : affixes) {
      String affix = Arguments.of(one).text(0, "affix");
      rendering.work(Rendering.ELEMENT + (long) affix.length());
      boolean here = atStart ? within.startsWith(affix) : within.endsWith(affix);
      found = found || (range != null && here);
    }
    return found;
  }

  private static int count(Rendering rendering, String text, String part) {
    if (part.isEmpty()) {
      return PythonText.length(text) + 1;
    }
    int count = 0;
    int at = TextSearch.indexOf(rendering, text, part, 0);
    while (at >= 0) {
      rendering.work(Rendering.CHARACTER);
      count++;
      at = TextSearch.indexOf(rendering, text, part, at + part.length());
    }
    return count;
  }

  /** Where to look, in chars. */
  private record Range(int from, int to) {

    /** The range of the arguments behind the first; null if it starts behind the end. */
    static @Nullable Range of(String text, Arguments arguments) {
      int length = PythonText.length(text);
      int from = bound(arguments.get(1, "", None.NONE), length, 0);
      int to = Math.min(length, bound(arguments.get(2, "", None.NONE), length, length));
      return from > to || from > length
          ? null
          : new Range(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
    }

    private static int bound(Object value, int length, int otherwise) {
      if (value instanceof None) {
        return otherwise;
      }
      int at = Numbers.toInt(value);
      return at < 0 ? Math.max(0, at + length) : at;
    }
  }
}
