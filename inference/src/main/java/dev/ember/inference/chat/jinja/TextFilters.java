package dev.ember.inference.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Filters over texts and numbers. */
final class TextFilters {
  private static final int INDENT = 4;
  private static final int DECIMAL = 10;
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+(?:_[0-9]+)*");
  private static final Pattern TITLE_WORD = Pattern.compile("[^-\\s({\\[<]+");

  private TextFilters() {}

  static void define(Map<String, Filter> filters) {
    filters.put("trim", (r, value, a) -> trim(Printer.text(r, value), a));
    filters.put("upper", (r, value, a) -> Printer.text(r, value).toUpperCase(Locale.ROOT));
    filters.put("lower", (r, value, a) -> Printer.text(r, value).toLowerCase(Locale.ROOT));
    filters.put("title", (r, value, a) -> title(Printer.text(r, value)));
    filters.put("capitalize", (r, value, a) -> StringMethods.capitalize(Printer.text(r, value)));
    filters.put("replace", (r, value, a) -> StringMethods.replace(r, Printer.text(r, value), a));
    filters.put("string", (r, value, a) -> Printer.text(r, value));
    filters.put("safe", (r, value, a) -> Printer.text(r, value));
    filters.put("escape", (r, value, a) -> escape(r, Printer.text(r, value)));
    filters.put("e", (r, value, a) -> escape(r, Printer.text(r, value)));
    filters.put("indent", (r, value, a) -> indent(r, Arguments.of(value).text(0, "s"), a));
    filters.put("wordcount", (r, value, a) -> wordCount(Printer.text(r, value)));
    filters.put("format", (r, value, a) -> format(r, Printer.text(r, value), a));
    filters.put("tojson", JsonPrinter::print);
    filters.put("int", (r, value, a) -> toInteger(value, a));
    filters.put("float", (r, value, a) -> toFloat(value, a));
    filters.put("abs", (r, value, a) -> absolute(value));
    filters.put("round", (r, value, a) -> round(value, a));
  }

  private static String trim(String text, Arguments arguments) {
    Object characters = arguments.get(0, "chars", None.NONE);
    return characters instanceof String set
        ? PythonText.strip(text, set, true, true)
        : PythonText.strip(text);
  }

  private static String title(String text) {
    Matcher words = TITLE_WORD.matcher(text);
    StringBuilder title = new StringBuilder();
    int end = 0;
    while (words.find()) {
      title.append(text, end, words.start()).append(StringMethods.capitalize(words.group()));
      end = words.end();
    }
    return title.append(text.substring(end)).toString();
  }

  private static String escape(Rendering rendering, String text) {
    Output escaped = new Output(rendering);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      escaped.append(
          switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&#34;";
            case '\'' -> "&#39;";
            default -> String.valueOf(c);
          });
    }
    return escaped.toString();
  }

  private static String indent(Rendering rendering, String text, Arguments arguments) {
    Object width = arguments.get(0, "width", Numbers.integer(INDENT));
    boolean first = arguments.flag(1, "first");
    boolean blank = arguments.flag(2, "blank");
    String margin = width instanceof String own ? own : spaces(rendering, Numbers.toInt(width));
    Output indented = new Output(rendering);
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      boolean indents = i == 0 ? first : blank || !lines[i].isEmpty();
      indented.append(i == 0 ? "" : "\n").append(indents ? margin : "").append(lines[i]);
    }
    return indented.toString();
  }

  private static String spaces(Rendering rendering, int count) {
    return Printer.text(rendering, Numbers.binary(rendering, "*", " ", Numbers.integer(count)));
  }

  private static Object wordCount(String text) {
    int words = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      boolean letter = Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_';
      words += letter && !inWord ? 1 : 0;
      inWord = letter;
    }
    return Numbers.integer(words);
  }

  private static String format(Rendering rendering, String text, Arguments arguments) {
    return PercentFormat.format(rendering, text, Sequence.tuple(arguments.positional()));
  }

  private static void requireDefined(Object value) {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
  }

  private static Object toInteger(Object value, Arguments arguments) {
    requireDefined(value);
    Object otherwise = arguments.get(0, "default", Numbers.integer(0));
    int radix = arguments.integer(1, "base", DECIMAL);
    if (value instanceof String text) {
      String digits = PythonText.strip(text);
      if (radix == DECIMAL && WHOLE.matcher(digits).matches()) {
        return new BigInteger(digits.replace("_", ""));
      }
      Object number =
          radix == DECIMAL ? parse(digits, otherwise) : radixed(digits, radix, otherwise);
      return number instanceof Double decimal ? truncate(decimal, otherwise) : number;
    }
    if (value instanceof Double number) {
      return truncate(number, otherwise);
    }
    return Numbers.isNumber(value) ? Numbers.whole(value) : otherwise;
  }

  private static Object radixed(String digits, int radix, Object otherwise) {
    try {
      return new BigInteger(digits, radix);
    } catch (NumberFormatException notANumber) {
      return otherwise;
    }
  }

  private static Object truncate(double number, Object otherwise) {
    return Double.isNaN(number) || Double.isInfinite(number)
        ? otherwise
        : new BigDecimal(number).toBigInteger();
  }

  private static Object toFloat(Object value, Arguments arguments) {
    requireDefined(value);
    Object otherwise = arguments.get(0, "default", 0.0);
    if (value instanceof String text) {
      return parse(PythonText.strip(text), otherwise);
    }
    return Numbers.isNumber(value) ? (Object) Numbers.toDouble(value) : otherwise;
  }

  private static Object parse(String digits, Object otherwise) {
    try {
      return Double.parseDouble(digits);
    } catch (NumberFormatException notANumber) {
      return otherwise;
    }
  }

  private static Object absolute(Object value) {
    boolean negative =
        value instanceof Double number ? number < 0 : Numbers.whole(value).signum() < 0;
    Object number = value instanceof Boolean ? Numbers.whole(value) : value;
    return negative ? Numbers.negate(number) : number;
  }

  private static Object round(Object value, Arguments arguments) {
    int digits = arguments.integer(0, "precision", 0);
    RoundingMode mode =
        switch (arguments.text(1, "method", "common")) {
          case "ceil" -> RoundingMode.CEILING;
          case "floor" -> RoundingMode.FLOOR;
          default -> RoundingMode.HALF_EVEN;
        };
    return new BigDecimal(Numbers.toDouble(value)).setScale(digits, mode).doubleValue();
  }
}
