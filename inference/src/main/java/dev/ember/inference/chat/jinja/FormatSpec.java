package dev.ember.inference.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Python's mini-language for the layout of one value: {@code [[fill]align][sign][#][0][width][,]
 * [.precision][type]}.
 */
final class FormatSpec {
  private static final Pattern SPEC =
      Pattern.compile(
          "(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\\d+)?([,_])?(?:\\.(\\d+))?([a-zA-Z%])?",
          Pattern.DOTALL);
  private static final int DEFAULT_PRECISION = 6;
  private static final int GROUP = 3;

  /** Places after which a double has only zeros. */
  private static final int MAX_DOUBLE_PLACES = 1100;

  private final char fill;
  private final char align; // a blank where none is given
  private final String sign;
  private final boolean alternate;
  private final int width;
  private final String group;
  private final int precision; // negative where none is given
  private final char type; // a blank where none is given

  private FormatSpec(Matcher parts) {
    boolean zero = parts.group(5) != null;
    fill = parts.group(1) != null ? parts.group(1).charAt(0) : zero ? '0' : ' ';
    align = parts.group(2) != null ? parts.group(2).charAt(0) : zero ? '=' : ' ';
    sign = parts.group(3) == null ? "-" : parts.group(3);
    alternate = parts.group(4) != null;
    width = number(parts.group(6), 0);
    group = parts.group(7) == null ? "" : parts.group(7);
    precision = number(parts.group(8), -1);
    type = parts.group(9) == null ? ' ' : parts.group(9).charAt(0);
  }

  static FormatSpec parse(String spec) {
    Matcher parts = SPEC.matcher(spec);
    if (!parts.matches()) {
      throw TemplateException.of("invalid format specifier '" + spec + "'");
    }
    return new FormatSpec(parts);
  }

  private static int number(String digits, int otherwise) {
    if (digits == null) {
      return otherwise;
    }
    if (digits.length() > 6) {
      throw TemplateException.of("expected a width below a million but found " + digits);
    }
    return Integer.parseInt(digits);
  }

  String apply(Rendering rendering, Object value) {
    rendering.allow(width + (long) Math.max(0, precision));
    rendering.work(
        value instanceof Double ? Numbers.DECIMAL_WORK : Rendering.STEP + Numbers.work(value));
    Object plain = Markup.plain(value);
    if (plain instanceof String text) {
      return text(text);
    }
    boolean whole = plain instanceof BigInteger || (plain instanceof Boolean && type != ' ');
    if (whole && "eEfFgG%".indexOf(type) < 0) {
      return integer(Numbers.whole(plain));
    }
    if (plain instanceof Double || whole) {
      return decimal(Numbers.toDouble(plain));
    }
    if (width > 0 || precision >= 0 || !group.isEmpty() || type != ' ') {
      throw TemplateException.of(
          "unsupported format string passed to " + Values.typeName(plain) + ".__format__");
    }
    return Printer.text(rendering, plain);
  }

  private String text(String text) {
    if ((type != 's' && type != ' ') || align == '=') {
      throw TemplateException.of("invalid format for a string");
    }
    boolean cut = precision >= 0 && precision < PythonText.length(text);
    String shown = cut ? text.substring(0, text.offsetByCodePoints(0, precision)) : text;
    return padded("", shown, '<');
  }

  private String integer(BigInteger value) {
    if (precision >= 0) {
      throw TemplateException.of("precision not allowed in integer format specifier");
    }
    String digits =
        switch (type) {
          case 'x' -> value.abs().toString(16);
          case 'X' -> value.abs().toString(16).toUpperCase(Locale.ROOT);
          case 'o' -> value.abs().toString(8);
          case 'b' -> value.abs().toString(2);
          case 'd', 'n', ' ' -> value.abs().toString();
          case 'c' -> new String(Character.toChars(codePoint(value)));
          default -> throw unknownType("int");
        };
    String prefix = alternate && "xXob".indexOf(type) >= 0 ? "0" + type : "";
    return padded(signOf(value.signum() < 0) + prefix, grouped(digits), '>');
  }

  private static int codePoint(BigInteger value) {
    boolean valid =
        value.bitLength() < Integer.SIZE && Character.isValidCodePoint(value.intValue());
    if (!valid) {
      throw TemplateException.of("expected a code point but found " + value);
    }
    return value.intValue();
  }

  private String decimal(double value) {
    boolean negative = value < 0 || (value == 0 && 1 / value < 0);
    double size = Math.abs(value);
    String digits;
    if (Double.isNaN(size) || Double.isInfinite(size)) {
      digits = Double.isNaN(size) ? "nan" : "inf";
    } else {
      digits =
          switch (type) {
            case 'f', 'F' -> fixed(size, places());
            case '%' -> fixed(size * 100, places()) + "%";
            case 'e', 'E' -> exponent(size, places());
            case 'g', 'G', 'n' -> general(size, precision < 0 ? DEFAULT_PRECISION : precision);
            case ' ' -> precision < 0 ? Numbers.print(size) : general(size, precision);
            default -> throw unknownType("float");
          };
    }
    String cased = Character.isUpperCase(type) ? digits.toUpperCase(Locale.ROOT) : digits;
    int point = cased.indexOf('.');
    String whole = point < 0 ? cased : cased.substring(0, point);
    boolean groups = !group.isEmpty() && whole.chars().allMatch(Character::isDigit);
    String shown = groups ? grouped(whole) + cased.substring(whole.length()) : cased;
    return padded(signOf(negative), shown, '>');
  }

  private int places() {
    return precision < 0 ? DEFAULT_PRECISION : precision;
  }

  private static String fixed(double value, int places) {
    int exact = Math.min(places, MAX_DOUBLE_PLACES);
    String digits = new BigDecimal(value).setScale(exact, RoundingMode.HALF_EVEN).toPlainString();
    return digits + zeros(places - exact);
  }

  private static String zeros(int count) {
    StringBuilder zeros = new StringBuilder();
    for (int i = 0; i < count; i++) {
      zeros.append('0');
    }
    return zeros.toString();
  }

  private static String exponent(double value, int places) {
    int exact = Math.min(places, MAX_DOUBLE_PLACES);
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(exact + 1, RoundingMode.HALF_EVEN));
    int power = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    String mantissa =
        rounded.movePointLeft(power).setScale(exact, RoundingMode.HALF_EVEN).toPlainString()
            + zeros(places - exact);
    String size = String.valueOf(Math.abs(power));
    return mantissa + (power < 0 ? "e-" : "e+") + (size.length() < 2 ? "0" : "") + size;
  }

  private static String general(double value, int digits) {
    int shown = Math.max(1, digits);
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(Math.min(shown, MAX_DOUBLE_PLACES), RoundingMode.HALF_EVEN));
    int power = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    boolean plain = power >= -4 && power < shown;
    String text = plain ? fixed(value, shown - 1 - power) : exponent(value, shown - 1);
    int end = text.indexOf('e') < 0 ? text.length() : text.indexOf('e');
    String mantissa = text.substring(0, end);
    if (mantissa.indexOf('.') >= 0) {
      mantissa = PythonText.strip(mantissa, "0", false, true);
      mantissa = PythonText.strip(mantissa, ".", false, true);
    }
    return mantissa + text.substring(end);
  }

  private String signOf(boolean negative) {
    return negative ? "-" : sign.equals("-") ? "" : sign;
  }

  private String grouped(String digits) {
    if (group.isEmpty()) {
      return digits;
    }
    StringBuilder out = new StringBuilder(digits);
    for (int at = digits.length() - GROUP; at > 0; at -= GROUP) {
      out.insert(at, group);
    }
    return out.toString();
  }

  private String padded(String front, String text, char otherwise) {
    int missing = width - PythonText.length(front) - PythonText.length(text);
    char side = align == ' ' ? otherwise : align;
    int left = side == '^' ? missing / 2 : side == '<' ? 0 : missing;
    StringBuilder out = new StringBuilder();
    if (side == '=') {
      out.append(front);
    }
    append(out, left);
    out.append(side == '=' ? "" : front).append(text);
    append(out, missing - left);
    return out.toString();
  }

  private void append(StringBuilder out, int count) {
    for (int i = 0; i < count; i++) {
      out.append(fill);
    }
  }

  private TemplateException unknownType(String of) {
    return TemplateException.of(
        "unknown format code '" + type + "' for object of type '" + of + "'");
  }
}
