package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str}. */
final class StringMethods {
  private static final int NO_LIMIT = -1;

  private interface Method {
    Object call(Rendering rendering, String text, Arguments arguments);
  }

  private static final Map<String, Method> METHODS =
      Map.ofEntries(
          Map.entry("strip", (r, text, a) -> strip(text, a, true, true)),
          Map.entry("lstrip", (r, text, a) -> strip(text, a, true, false)),
          Map.entry("rstrip", (r, text, a) -> strip(text, a, false, true)),
          Map.entry("split", (r, text, a) -> split(r, text, a)),
          Map.entry("rsplit", (r, text, a) -> rightSplit(r, text, a)),
          Map.entry("splitlines", (r, text, a) -> splitLines(text, a)),
          Map.entry("startswith", (r, text, a) -> affix(a, text::startsWith)),
          Map.entry("endswith", (r, text, a) -> affix(a, text::endsWith)),
          Map.entry("replace", (r, text, a) -> replace(r, text, a)),
          Map.entry("removeprefix", (r, text, a) -> removePrefix(text, a.text(0, "prefix"))),
          Map.entry("removesuffix", (r, text, a) -> removeSuffix(text, a.text(0, "suffix"))),
          Map.entry("upper", (r, text, a) -> text.toUpperCase(Locale.ROOT)),
          Map.entry("lower", (r, text, a) -> text.toLowerCase(Locale.ROOT)),
          Map.entry("title", (r, text, a) -> title(text)),
          Map.entry("capitalize", (r, text, a) -> capitalize(text)),
          Map.entry("join", (r, text, a) -> join(r, text, Values.elements(a.get(0, "iterable")))),
          Map.entry("count", (r, text, a) -> Numbers.integer(count(text, a.text(0, "sub")))),
          Map.entry("find", (r, text, a) -> find(text, text.indexOf(a.text(0, "sub")))),
          Map.entry("rfind", (r, text, a) -> find(text, text.lastIndexOf(a.text(0, "sub")))),
          Map.entry("index", (r, text, a) -> index(text, a.text(0, "sub"))),
          Map.entry("isdigit", (r, text, a) -> all(text, Character::isDigit)),
          Map.entry("isnumeric", (r, text, a) -> all(text, Character::isDigit)),
          Map.entry("isalpha", (r, text, a) -> all(text, Character::isLetter)),
          Map.entry("isalnum", (r, text, a) -> all(text, Character::isLetterOrDigit)),
          Map.entry("isspace", (r, text, a) -> all(text, PythonText::isSpace)),
          Map.entry("isupper", (r, text, a) -> isUpper(text)),
          Map.entry("islower", (r, text, a) -> isLower(text)),
          Map.entry("format", BraceFormat::format));

  private StringMethods() {}

  /** A method bound to its text, or null. */
  static @Nullable Callable find(String text, String name) {
    Method method = METHODS.get(name);
    if (method == null) {
      return null;
    }
    return (rendering, arguments) -> {
      rendering.work(text.length());
      return method.call(rendering, text, arguments);
    };
  }

  private interface CodePointTest {
    boolean test(int codePoint);
  }

  private interface AffixTest {
    boolean test(String affix);
  }

  private static String strip(String text, Arguments arguments, boolean left, boolean right) {
    Object characters = arguments.atMost(1, "strip").get(0, "chars", None.NONE);
    if (characters instanceof String set) {
      return PythonText.strip(text, set, left, right);
    }
    String stripped = left ? PythonText.stripLeft(text) : text;
    return right ? PythonText.stripRight(stripped) : stripped;
  }

  private static Sequence split(Rendering rendering, String text, Arguments arguments) {
    int limit = arguments.integer(1, "maxsplit", NO_LIMIT);
    Object separator = arguments.get(0, "sep", None.NONE);
    List<Object> parts =
        separator instanceof None
            ? splitAtSpace(text, limit)
            : splitAt(text, requireSeparator(separator), limit);
    rendering.work(parts.size());
    return Sequence.list(parts);
  }

  private static String requireSeparator(Object separator) {
    if (separator instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw TemplateException.of("expected a separator that is a text and not empty");
  }

  private static List<Object> splitAt(String text, String separator, int limit) {
    List<Object> parts = new ArrayList<>();
    int start = 0;
    int end = text.indexOf(separator);
    while (end >= 0 && parts.size() != limit) {
      parts.add(text.substring(start, end));
      start = end + separator.length();
      end = text.indexOf(separator, start);
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static List<Object> splitAtSpace(String text, int limit) {
    List<Object> parts = new ArrayList<>();
    String rest = PythonText.stripLeft(text);
    while (!rest.isEmpty()) {
      int end = 0;
      while (end < rest.length() && !PythonText.isSpace(rest.charAt(end))) {
        end++;
      }
      if (parts.size() == limit) {
        end = PythonText.stripRight(rest).length();
        parts.add(rest.substring(0, end));
        return parts;
      }
      parts.add(rest.substring(0, end));
      rest = PythonText.stripLeft(rest.substring(end));
    }
    return parts;
  }

  private static Sequence rightSplit(Rendering rendering, String text, Arguments arguments) {
    String separator = requireSeparator(arguments.get(0, "sep"));
    int limit = arguments.integer(1, "maxsplit", NO_LIMIT);
    List<Object> all = splitAt(text, separator, NO_LIMIT);
    rendering.work(all.size());
    int joined = limit < 0 ? 1 : Math.max(1, all.size() - limit);
    List<Object> parts = new ArrayList<>();
    parts.add(join(rendering, separator, all.subList(0, joined)));
    parts.addAll(all.subList(joined, all.size()));
    return Sequence.list(parts);
  }

  private static Sequence splitLines(String text, Arguments arguments) {
    boolean keeps = arguments.flag(0, "keepends");
    List<Object> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
        int end = text.startsWith("\r\n", i) ? i + 2 : i + 1;
        lines.add(text.substring(start, keeps ? end : i));
        start = end;
        i = end - 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return Sequence.list(lines);
  }

  private static boolean affix(Arguments arguments, AffixTest test) {
    Object wanted = arguments.get(0, "prefix");
    if (wanted instanceof Sequence several) {
      for (Object one : several.elements()) {
        if (one instanceof String affix && test.test(affix)) {
          return true;
        }
      }
      return false;
    }
    return test.test(arguments.text(0, "prefix"));
  }

  /** {@code str.replace}, of the first {@code count} if that is given. */
  static String replace(Rendering rendering, String text, Arguments arguments) {
    String old = arguments.text(0, "old");
    String with = arguments.text(1, "new");
    Object count = arguments.get(2, "count", None.NONE);
    int limit = count instanceof None ? NO_LIMIT : Numbers.toInt(count);
    List<Object> parts =
        old.isEmpty() ? spread(text, limit) : splitAt(text, old, Math.max(NO_LIMIT, limit));
    return join(rendering, with, parts);
  }

  /** What an empty pattern matches between: the gaps before, among and after the characters. */
  private static List<Object> spread(String text, int limit) {
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

  /** {@code str.title}: a capital after everything that is no letter. */
  private static String title(String text) {
    StringBuilder title = new StringBuilder();
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      title.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
      inWord = Character.isLetter(c);
    }
    return title.toString();
  }

  static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.offsetByCodePoints(0, 1);
    return text.substring(0, first).toUpperCase(Locale.ROOT)
        + text.substring(first).toLowerCase(Locale.ROOT);
  }

  private static int count(String text, String part) {
    return part.isEmpty() ? PythonText.length(text) + 1 : splitAt(text, part, NO_LIMIT).size() - 1;
  }

  private static Object find(String text, int at) {
    return Numbers.integer(at < 0 ? at : text.codePointCount(0, at));
  }

  private static Object index(String text, String part) {
    int at = text.indexOf(part);
    if (at < 0) {
      throw TemplateException.of("substring not found");
    }
    return find(text, at);
  }

  private static boolean all(String text, CodePointTest test) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (!test.test(c)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static boolean isUpper(String text) {
    return text.equals(text.toUpperCase(Locale.ROOT))
        && !text.equals(text.toLowerCase(Locale.ROOT));
  }

  static boolean isLower(String text) {
    return text.equals(text.toLowerCase(Locale.ROOT))
        && !text.equals(text.toUpperCase(Locale.ROOT));
  }
}
