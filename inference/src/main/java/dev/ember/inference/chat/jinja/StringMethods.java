package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str}. */
final class StringMethods {
  private static final int NO_LIMIT = -1;
  private static final int TAB = 8;

  /** What ends a line for {@code splitlines}. */
  private static final String LINE_ENDS = "\n\r\u000B\f\u001C\u001D\u001E\u0085\u2028\u2029";

  /** Methods that count what they look at themselves, or look at little. */
  private static final Set<String> QUICK =
      Set.of(
          "count",
          "endswith",
          "find",
          "index",
          "join",
          "partition",
          "removeprefix",
          "removesuffix",
          "replace",
          "rfind",
          "rindex",
          "rpartition",
          "split",
          "startswith",
          "strip",
          "lstrip",
          "rstrip");

  private interface Method {
    Object call(Rendering rendering, String text, Arguments arguments);
  }

  private static final Map<String, Method> METHODS = new HashMap<>();

  static {
    METHODS.put("strip", (r, text, a) -> strip(r, text, a, true, true));
    METHODS.put("lstrip", (r, text, a) -> strip(r, text, a, true, false));
    METHODS.put("rstrip", (r, text, a) -> strip(r, text, a, false, true));
    METHODS.put("split", (r, text, a) -> split(r, text, a));
    METHODS.put("rsplit", (r, text, a) -> rightSplit(r, text, a));
    METHODS.put(
        "splitlines",
        (r, text, a) -> Sequence.list(lines(r, text, a.integer(0, "keepends", 0) != 0)));
    METHODS.put("partition", (r, text, a) -> partition(r, text, a.text(0, "sep"), false));
    METHODS.put("rpartition", (r, text, a) -> partition(r, text, a.text(0, "sep"), true));
    METHODS.put("replace", (r, text, a) -> replace(r, text, a));
    METHODS.put("removeprefix", (r, text, a) -> removePrefix(text, a.text(0, "prefix")));
    METHODS.put("removesuffix", (r, text, a) -> removeSuffix(text, a.text(0, "suffix")));
    METHODS.put("upper", (r, text, a) -> text.toUpperCase(Locale.ROOT));
    METHODS.put("lower", (r, text, a) -> text.toLowerCase(Locale.ROOT));
    METHODS.put("casefold", (r, text, a) -> Letters.foldCase(text));
    METHODS.put("swapcase", (r, text, a) -> Letters.swapCase(text));
    METHODS.put("title", (r, text, a) -> Letters.title(text));
    METHODS.put("capitalize", (r, text, a) -> capitalize(text));
    METHODS.put("expandtabs", (r, text, a) -> expandTabs(r, text, a.integer(0, "tabsize", TAB)));
    METHODS.put("join", (r, text, a) -> joinTexts(r, text, a.get(0, "iterable")));
    METHODS.put("format", BraceFormat::format);
    for (String search :
        List.of("count", "find", "rfind", "index", "rindex", "startswith", "endswith")) {
      METHODS.put(search, (r, text, a) -> SearchMethods.call(r, text, search, a));
    }
    for (String padding : List.of("center", "ljust", "rjust", "zfill")) {
      METHODS.put(padding, (r, text, a) -> Padding.apply(r, text, padding, a));
    }
    for (String test : Letters.TESTS) {
      METHODS.put(test, (r, text, a) -> Letters.test(text, test));
    }
  }

  private StringMethods() {}

  /** A method bound to its text, or null. */
  static @Nullable Callable find(String text, String name) {
    Method method = METHODS.get(name);
    if (method == null) {
      return null;
    }
    return (rendering, arguments) -> {
      boolean quick = QUICK.contains(name);
      rendering.work(quick ? 0 : Rendering.CHARACTER * (long) text.length());
      Signatures.checkMethod(name, arguments);
      return method.call(rendering, text, arguments);
    };
  }

  private static String strip(
      Rendering rendering, String text, Arguments arguments, boolean left, boolean right) {
    rendering.work(text.length());
    Object characters = arguments.get(0, "chars", None.NONE);
    if (!(characters instanceof None)) {
      String set = arguments.text(0, "chars");
      rendering.work(stripWork(text, set));
      return PythonText.strip(text, set, left, right);
    }
    String stripped = left ? PythonText.stripLeft(text) : text;
    return right ? PythonText.stripRight(stripped) : stripped;
  }

  /** Each character is looked for in the set. */
  static long stripWork(String text, String set) {
    return (long) text.length() * (set.length() / Rendering.CHARACTER);
  }

  private static Sequence split(Rendering rendering, String text, Arguments arguments) {
    int limit = arguments.integer(1, "maxsplit", NO_LIMIT);
    Object separator = arguments.get(0, "sep", None.NONE);
    List<Object> parts =
        separator instanceof None
            ? splitAtSpace(rendering, text, limit)
            : splitAt(rendering, text, requireSeparator(separator), limit);
    return Sequence.list(parts);
  }

  private static String requireSeparator(Object separator) {
    if (separator instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw TemplateException.of("expected a separator that is a text and not empty");
  }

  private static List<Object> splitAt(
      Rendering rendering, String text, String separator, int limit) {
    List<Object> parts = new ArrayList<>();
    int start = 0;
    int end = TextSearch.indexOf(rendering, text, separator, 0);
    while (end >= 0 && parts.size() != limit) {
      rendering.elements(2);
      parts.add(text.substring(start, end));
      start = end + separator.length();
      end = TextSearch.indexOf(rendering, text, separator, start);
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static List<Object> splitAtSpace(Rendering rendering, String text, int limit) {
    rendering.work(Rendering.CHARACTER * (long) text.length());
    List<Object> parts = new ArrayList<>();
    int start = spaceEnd(text, 0);
    while (start < text.length()) {
      if (parts.size() == limit) {
        parts.add(text.substring(start));
        return parts;
      }
      int end = start;
      while (end < text.length() && !PythonText.isSpace(text.charAt(end))) {
        end++;
      }
      rendering.elements(1);
      parts.add(text.substring(start, end));
      start = spaceEnd(text, end);
    }
    return parts;
  }

  private static int spaceEnd(String text, int start) {
    int end = start;
    while (end < text.length() && PythonText.isSpace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The words of a text, as {@code split()} without arguments finds them. */
  static List<Object> words(Rendering rendering, String text) {
    return splitAtSpace(rendering, text, NO_LIMIT);
  }

  private static Sequence rightSplit(Rendering rendering, String text, Arguments arguments) {
    if (arguments.get(0, "sep", None.NONE) instanceof None) {
      return rightWords(rendering, text, arguments.integer(1, "maxsplit", NO_LIMIT));
    }
    String separator = requireSeparator(arguments.get(0, "sep"));
    int limit = arguments.integer(1, "maxsplit", NO_LIMIT);
    List<Object> all = splitAt(rendering, text, separator, NO_LIMIT);
    int joined = limit < 0 ? 1 : Math.max(1, all.size() - limit);
    List<Object> parts = new ArrayList<>();
    parts.add(join(rendering, separator, all.subList(0, joined)));
    parts.addAll(all.subList(joined, all.size()));
    return Sequence.list(parts);
  }

  private static Sequence rightWords(Rendering rendering, String text, int limit) {
    rendering.work(Rendering.CHARACTER * (long) text.length());
    List<Object> parts = new ArrayList<>();
    int end = spaceStart(text, text.length());
    while (end > 0 && (limit < 0 || parts.size() < limit)) {
      int start = end;
      while (start > 0 && !PythonText.isSpace(text.charAt(start - 1))) {
        start--;
      }
      rendering.elements(1);
      parts.add(text.substring(start, end));
      end = spaceStart(text, start);
    }
    if (end > 0) {
      parts.add(text.substring(0, end));
    }
    Collections.reverse(parts);
    return Sequence.list(parts);
  }

  private static int spaceStart(String text, int end) {
    int start = end;
    while (start > 0 && PythonText.isSpace(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static Sequence partition(
      Rendering rendering, String text, String separator, boolean last) {
    requireSeparator(separator);
    int at =
        last
            ? TextSearch.lastIndexOf(rendering, text, separator)
            : TextSearch.indexOf(rendering, text, separator, 0);
    if (at < 0) {
      return Sequence.tuple(last ? List.of("", "", text) : List.of(text, "", ""));
    }
    String after = text.substring(at + separator.length());
    return Sequence.tuple(List.of(text.substring(0, at), separator, after));
  }

  private static String expandTabs(Rendering rendering, String text, int size) {
    rendering.elements(text.length());
    Output expanded = new Output(rendering);
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        int spaces = size <= 0 ? 0 : size - column % size;
        expanded.append(
            Printer.text(
                rendering,
                Padding.apply(rendering, "", "ljust", Arguments.of(Numbers.integer(spaces)))));
        column += spaces;
      } else {
        expanded.append(String.valueOf(c));
        column = c == '\n' || c == '\r' ? 0 : column + (Character.isLowSurrogate(c) ? 0 : 1);
      }
    }
    return expanded.toString();
  }

  /** The lines of a text, as {@code splitlines} finds them. */
  static List<Object> lines(Rendering rendering, String text, boolean keeps) {
    List<Object> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (LINE_ENDS.indexOf(text.charAt(i)) >= 0) {
        int end = text.startsWith("\r\n", i) ? i + 2 : i + 1;
        rendering.elements(1);
        lines.add(text.substring(start, keeps ? end : i));
        start = end;
        i = end - 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  /** {@code str.replace}, of the first {@code count} if that is given. */
  static String replace(Rendering rendering, String text, Arguments arguments) {
    String old = arguments.text(0, "old");
    String with = arguments.text(1, "new");
    Object count = arguments.get(2, "count", None.NONE);
    int limit = count instanceof None ? NO_LIMIT : Numbers.toInt(count);
    List<Object> parts =
        old.isEmpty()
            ? spread(rendering, text, limit)
            : splitAt(rendering, text, old, Math.max(NO_LIMIT, limit));
    return join(rendering, with, parts);
  }

  /** What an empty pattern matches between: the gaps before, among and after the characters. */
  private static List<Object> spread(Rendering rendering, String text, int limit) {
    rendering.elements(text.length());
    List<Object> parts = new ArrayList<>();
    parts.add("");
    parts.addAll(PythonText.characters(text));
    if (limit < 0 || limit >= parts.size()) {
      parts.add("");
      return parts;
    }
    List<Object> first = new ArrayList<>(parts.subList(0, limit));
    StringBuilder rest = new StringBuilder();
    parts.subList(limit, parts.size()).forEach(rest::append);
    first.add(rest.toString());
    return first;
  }

  private static String joinTexts(Rendering rendering, String separator, Object parts) {
    rendering.elements(Values.size(parts));
    List<Object> texts = Values.elements(parts);
    for (int i = 0; i < texts.size(); i++) {
      if (!(Markup.plain(texts.get(i)) instanceof String)) {
        throw TemplateException.of(
            "sequence item "
                + i
                + ": expected str instance, "
                + Values.typeName(texts.get(i))
                + " found");
      }
    }
    return join(rendering, separator, texts);
  }

  static String join(Rendering rendering, String separator, List<Object> parts) {
    Output joined = new Output(rendering);
    for (int i = 0; i < parts.size(); i++) {
      joined.append(i == 0 ? "" : separator);
      joined.append(Printer.text(rendering, parts.get(i)));
    }
    return joined.toString();
  }

  private static String removePrefix(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static String removeSuffix(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.offsetByCodePoints(0, 1);
    return text.substring(0, first).toUpperCase(Locale.ROOT)
        + text.substring(first).toLowerCase(Locale.ROOT);
  }
}
