package dev.ember.inference.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Filters over texts and numbers. */
final class TextFilters {
  private static final int INDENT = 4;
  private static final int DECIMAL = 10;
  private static final int MAX_DIGITS = 400; // a double has no more on either side of its point
  private static final String BEFORE_WORD = "-({[<";

  private TextFilters() {}

  static void define(Map<String, Filter> filters) {
    filters.put("trim", (r, value, a) -> trim(r, value, a));
    filters.put("upper", (r, value, a) -> soft(r, value, text -> text.toUpperCase(Locale.ROOT)));
    filters.put("lower", (r, value, a) -> soft(r, value, text -> text.toLowerCase(Locale.ROOT)));
    filters.put("title", (r, value, a) -> title(r, Printer.text(r, value)));
    filters.put("capitalize", (r, value, a) -> soft(r, value, StringMethods::capitalize));
    filters.put("replace", (r, value, a) -> replace(r, value, a));
    filters.put("string", (r, value, a) -> soft(r, value, text -> text));
    filters.put("safe", (r, value, a) -> new Markup(Printer.text(r, value)));
    filters.put("escape", (r, value, a) -> new Markup(Markup.escaped(r, value)));
    filters.put("e", (r, value, a) -> new Markup(Markup.escaped(r, value)));
    filters.put("indent", (r, value, a) -> indent(r, value, a));
    filters.put("wordcount", (r, value, a) -> wordCount(Printer.text(r, value)));
    filters.put("format", (r, value, a) -> format(r, value, a));
    filters.put("tojson", JsonPrinter::print);
    filters.put("int", (r, value, a) -> toInteger(value, a));
    filters.put("float", (r, value, a) -> toFloat(value, a));
    filters.put("abs", (r, value, a) -> absolute(value));
    filters.put("round", (r, value, a) -> round(value, a));
  }

  /** The text of a value changed; marked text stays marked. */
  private static Object soft(Rendering rendering, Object value, UnaryOperator<String> change) {
    String changed = change.apply(Printer.text(rendering, value));
    return value instanceof Markup ? new Markup(changed) : changed;
  }

  private static Object trim(Rendering rendering, Object value, Arguments arguments) {
    Object characters = arguments.get(0, "chars", None.NONE);
    if (characters instanceof None) {
      return soft(rendering, value, PythonText::strip);
    }
    String set = arguments.text(0, "chars");
    rendering.work(StringMethods.stripWork(Printer.text(rendering, value), set));
    return soft(rendering, value, text -> PythonText.strip(text, set, true, true));
  }

  private static Object replace(Rendering rendering, Object value, Arguments arguments) {
    Object count = arguments.get(2, "count", None.NONE);
    String old = Printer.text(rendering, arguments.get(0, "old"));
    String with = Printer.text(rendering, arguments.get(1, "new"));
    return StringMethods.replace(
        rendering,
        Printer.text(rendering, value),
        count instanceof None ? Arguments.of(old, with) : Arguments.of(old, with, count));
  }

  private static String title(Rendering rendering, String text) {
    StringBuilder title = new StringBuilder();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean ends =
          i == text.length()
              || BEFORE_WORD.indexOf(text.charAt(i)) >= 0
              || PythonText.isSpace(text.charAt(i));
      if (ends) {
        rendering.elements(1);
        title.append(StringMethods.capitalize(text.substring(start, i)));
        title.append(text, i, Math.min(i + 1, text.length()));
        start = i + 1;
      }
    }
    return title.toString();
  }

  /** As Python's lines: any line end becomes a line feed, and one at the end opens a last line. */
  private static Object indent(Rendering rendering, Object value, Arguments arguments) {
    String text = Arguments.of(value).text(0, "s");
    Object width = arguments.get(0, "width", Numbers.integer(INDENT));
    boolean first = arguments.flag(1, "first");
    boolean blank = arguments.flag(2, "blank");
    String margin =
        Markup.plain(width) instanceof String own ? own : spaces(rendering, Numbers.toInt(width));
    Output indented = new Output(rendering);
    List<Object> lines = StringMethods.lines(rendering, text + "\n", false);
    for (int i = 0; i < lines.size(); i++) {
      String line = (String) lines.get(i);
      boolean indents = i == 0 ? first : blank || !line.isEmpty();
      indented.append(i == 0 ? "" : "\n").append(indents ? margin : "").append(line);
    }
    return value instanceof Markup ? new Markup(indented.toString()) : indented.toString();
  }

  private static String spaces(Rendering rendering, int count) {
    return Printer.text(rendering, Numbers.binary(rendering, "*", " ", Numbers.integer(count)));
  }

  private static Object wordCount(String text) {
    int words = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean letter = Letters.isAlphanumeric(c) || c == '_';
      words += letter && !inWord ? 1 : 0;
      inWord = letter;
    }
    return Numbers.integer(words);
  }

  private static Object format(Rendering rendering, Object value, Arguments arguments) {
    if (!arguments.positional().isEmpty() && !arguments.keywords().isEmpty()) {
      throw TemplateException.of("can't handle positional and keyword arguments at the same time");
    }
    Object values =
        arguments.keywords().isEmpty()
            ? Sequence.tuple(arguments.positional())
            : arguments.keywordsAsDict();
    boolean marked = value instanceof Markup;
    String text = PercentFormat.format(rendering, Printer.text(rendering, value), values, marked);
    return marked ? new Markup(text) : text;
  }

  private static void requireDefined(Object value) {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
  }

  private static Object toInteger(Object value, Arguments arguments) {
    requireDefined(value);
    Object otherwise = arguments.get(0, "default", Numbers.integer(0));
    Object radix = arguments.get(1, "base", Numbers.integer(DECIMAL));
    if (Markup.plain(value) instanceof String text) {
      Object whole =
          radix instanceof BigInteger base ? PythonNumbers.whole(text, base.intValue()) : null;
      if (whole != null) {
        return whole;
      }
      Double decimal = PythonNumbers.decimal(text);
      return decimal == null || decimal.isNaN() || decimal.isInfinite()
          ? otherwise
          : new BigDecimal(decimal).toBigInteger();
    }
    if (value instanceof Double number) {
      return number.isNaN() || number.isInfinite() ? otherwise : truncated(value);
    }
    return Numbers.isNumber(value) ? Numbers.whole(value) : otherwise;
  }

  /** A number without its fraction. */
  static Object truncated(Object value) {
    if (!(value instanceof Double number)) {
      return Numbers.whole(value);
    }
    if (number.isNaN() || number.isInfinite()) {
      throw TemplateException.of("cannot convert float " + Numbers.print(number) + " to integer");
    }
    return new BigDecimal(number).toBigInteger();
  }

  /** The number of a value; {@code arguments} tell what to take where there is none, if at all. */
  static Object toFloat(Object value, @Nullable Arguments arguments) {
    requireDefined(value);
    if (Numbers.isNumber(value)) {
      return Numbers.toDouble(value);
    }
    Double number = Markup.plain(value) instanceof String text ? PythonNumbers.decimal(text) : null;
    if (number != null) {
      return number;
    }
    if (arguments == null) {
      throw TemplateException.of("expected a number but found " + Values.typeName(value));
    }
    return arguments.get(0, "default", 0.0);
  }

  private static Object absolute(Object value) {
    boolean negative =
        value instanceof Double number ? number < 0 : Numbers.whole(value).signum() < 0;
    Object number = value instanceof Boolean ? Numbers.whole(value) : value;
    return negative ? Numbers.negate(number) : number;
  }

  private static Object round(Object value, Arguments arguments) {
    int digits = arguments.integer(0, "precision", 0);
    String method = arguments.text(1, "method", "common");
    RoundingMode mode =
        switch (method) {
          case "common" -> RoundingMode.HALF_EVEN;
          case "ceil" -> RoundingMode.CEILING;
          case "floor" -> RoundingMode.FLOOR;
          default -> throw TemplateException.of("method must be common, ceil or floor");
        };
    if (Math.abs((long) digits) > MAX_DIGITS) {
      throw TemplateException.of("expected a precision within " + MAX_DIGITS + " digits");
    }
    double number = Numbers.toDouble(value);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return number;
    }
    if (!(value instanceof Double) && method.equals("common")) {
      return new BigDecimal(Numbers.whole(value))
          .setScale(Math.min(0, digits), mode)
          .toBigInteger();
    }
    return new BigDecimal(number).setScale(digits, mode).doubleValue();
  }
}
