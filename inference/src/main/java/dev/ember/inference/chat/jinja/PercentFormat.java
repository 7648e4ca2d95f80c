package dev.ember.inference.chat.jinja;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The old {@code '%s and %05.2f' % values}, with {@code %(name)s} for a dictionary's. */
final class PercentFormat {
  private static final Pattern FIELD =
      Pattern.compile(
          "%(?:\\((.*?)\\))?([-#0 +]*)(\\d+|\\*)?(?:\\.(\\d+))?[hlL]?(.)", Pattern.DOTALL);

  private final Rendering rendering;
  private final Object values;
  private final List<Object> arguments;
  private final boolean marked;
  private int next;
  private boolean named;

  private PercentFormat(Rendering rendering, Object values, boolean marked) {
    this.rendering = rendering;
    this.values = values;
    this.marked = marked;
    arguments =
        values instanceof Sequence s && s.kind() == Sequence.Kind.TUPLE
            ? s.elements()
            : List.of(values);
  }

  /** Formats; where the format is {@code marked} text, other texts are escaped. */
  static String format(Rendering rendering, String format, Object values, boolean marked) {
    return new PercentFormat(rendering, values, marked).format(format);
  }

  private String format(String format) {
    Output text = new Output(rendering);
    int at = 0;
    Matcher field = FIELD.matcher(format);
    for (int percent = format.indexOf('%'); percent >= 0; percent = format.indexOf('%', at)) {
      text.append(format.substring(at, percent));
      if (!field.region(percent, format.length()).lookingAt()) {
        throw TemplateException.of("incomplete format");
      }
      text.append(field.group(5).equals("%") ? "%" : one(field));
      at = field.end();
    }
    text.append(format.substring(at));
    boolean lookedUp =
        values instanceof Map
            || values instanceof Undefined
            || (values instanceof Sequence s
                && (s.kind() == Sequence.Kind.LIST || s.kind() == Sequence.Kind.RANGE));
    if (next < arguments.size() && !named && !lookedUp) {
      throw TemplateException.of("not all arguments converted during string formatting");
    }
    return text.toString();
  }

  private String one(Matcher field) {
    Object value = value(field.group(1));
    String flags = field.group(2);
    String width = field.group(3) == null ? "" : field.group(3);
    if (width.equals("*")) {
      throw TemplateException.of("a width * is not supported");
    }
    char kind = field.group(5).charAt(0);
    boolean left = flags.indexOf('-') >= 0;
    boolean zero = flags.indexOf('0') >= 0 && !left;
    String sign = flags.indexOf('+') >= 0 ? "+" : flags.indexOf(' ') >= 0 ? " " : "";
    String precision = field.group(4) == null ? "" : "." + field.group(4);
    if ("sra".indexOf(kind) >= 0) {
      return FormatSpec.parse((left ? "<" : ">") + width + precision)
          .apply(rendering, text(kind, value));
    }
    if (kind == 'c') {
      return FormatSpec.parse((left ? "<" : ">") + width).apply(rendering, character(value));
    }
    if ("diuxXoeEfFgG".indexOf(kind) < 0) {
      throw TemplateException.of("unsupported format character '" + kind + "'");
    }
    if (!Numbers.isNumber(value)) {
      throw TemplateException.of(
          "%" + kind + " format: a number is required, not " + Values.typeName(value));
    }
    boolean integer = "diuxXo".indexOf(kind) >= 0;
    Object number = integer ? TextFilters.truncated(value) : (Object) Numbers.toDouble(value);
    String alternate = flags.indexOf('#') >= 0 ? "#" : "";
    String type = "iu".indexOf(kind) >= 0 ? "d" : String.valueOf(kind);
    String spec = sign + alternate + (zero ? "0" : "") + width + (integer ? "" : precision) + type;
    return FormatSpec.parse((left ? "<" : zero ? "" : ">") + spec).apply(rendering, number);
  }

  private String text(char kind, Object value) {
    if (kind != 's') {
      return Printer.quoted(rendering, value);
    }
    boolean foreign = marked && value instanceof String;
    return foreign ? Markup.escaped(rendering, value) : Printer.text(rendering, value);
  }

  /** A character by itself or by its number. */
  private static String character(Object value) {
    if (Markup.plain(value) instanceof String text && PythonText.length(text) == 1) {
      return text;
    }
    if (!(value instanceof BigInteger || value instanceof Boolean)) {
      throw noCharacter();
    }
    BigInteger number = Numbers.whole(value);
    if (number.signum() < 0 || number.compareTo(BigInteger.valueOf(Character.MAX_CODE_POINT)) > 0) {
      throw noCharacter();
    }
    return new String(Character.toChars(number.intValue()));
  }

  private static TemplateException noCharacter() {
    return TemplateException.of("%c format: expected a character or the number of one");
  }

  private Object value(String name) {
    if (name != null) {
      if (!(values instanceof Map<?, ?> map)) {
        throw TemplateException.of("format requires a mapping");
      }
      named = true;
      Object found = map.get(name);
      if (found == null) {
        throw TemplateException.of("there is no key '" + name + "' to format");
      }
      return found;
    }
    if (next >= arguments.size()) {
      throw TemplateException.of("not enough arguments for format string");
    }
    return arguments.get(next++);
  }
}
