package dev.ember.inference.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Python's arithmetic, on texts and lists too where Python has it. */
final class Numbers {
  /** Decimal digits that tell any two doubles apart. */
  private static final int DOUBLE_DIGITS = 17;

  /** From here on Python prints an exponent. */
  private static final int MAX_PLAIN_EXPONENT = 16;

  private static final int MIN_PLAIN_EXPONENT = -4;

  /** Bits of an integer; Python has no limit, a phone does. */
  private static final long MAX_INTEGER_BITS = 1 << 14;

  /** Decimal digits that a double keeps of any decimal, there and back. */
  private static final int SAFE_DIGITS = 15;

  /** Work of bringing a double into decimals. */
  static final int DECIMAL_WORK = 1024;

  private static final int WORD = 64; // bits

  private Numbers() {}

  static boolean isNumber(Object value) {
    return value instanceof BigInteger || value instanceof Double || value instanceof Boolean;
  }

  /** Work of multiplying, dividing or printing a number: words times words. */
  static long work(Object value) {
    long words = value instanceof BigInteger whole ? whole.bitLength() / WORD : 0;
    return words * words;
  }

  static Object integer(long value) {
    return BigInteger.valueOf(value);
  }

  /** The number as an {@code int}, for positions and counts; clamped, as slices want it. */
  static int toInt(Object value) {
    if (value instanceof Double || !isNumber(value)) {
      throw TemplateException.of("expected an integer but found " + Values.typeName(value));
    }
    BigInteger integer = whole(value);
    return integer.bitLength() < Integer.SIZE
        ? integer.intValue()
        : integer.signum() * Integer.MAX_VALUE;
  }

  static double toDouble(Object value) {
    double number = value instanceof Double given ? given : whole(value).doubleValue();
    if (Double.isInfinite(number) && !(value instanceof Double)) {
      throw TemplateException.of("int too large to convert to float");
    }
    return number;
  }

  static Object binary(Rendering rendering, String operator, Object left, Object right) {
    if (operator.equals("%") && left instanceof String format) {
      return PercentFormat.format(rendering, format, right, false);
    }
    if (operator.equals("%") && left instanceof Markup format) {
      return new Markup(PercentFormat.format(rendering, format.text(), right, true));
    }
    requireDefined(left);
    requireDefined(right);
    if (!isNumber(left) || !isNumber(right)) {
      return ofOthers(rendering, operator, left, right);
    }
    boolean floating =
        left instanceof Double
            || right instanceof Double
            || operator.equals("/")
            || (operator.equals("**") && whole(right).signum() < 0);
    rendering.work(work(left) + work(right));
    return floating
        ? ofDoubles(operator, toDouble(left), toDouble(right))
        : ofIntegers(operator, whole(left), whole(right));
  }

  static Object negate(Object value) {
    requireDefined(value);
    if (!isNumber(value)) {
      throw TemplateException.of("bad operand type for unary -: '" + Values.typeName(value) + "'");
    }
    return value instanceof Double number ? (Object) (-number) : whole(value).negate();
  }

  static BigInteger whole(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? BigInteger.ONE : BigInteger.ZERO;
    }
    if (value instanceof BigInteger integer) {
      return integer;
    }
    throw TemplateException.of("expected an integer but found " + Values.typeName(value));
  }

  private static Object ofIntegers(String operator, BigInteger left, BigInteger right) {
    return switch (operator) {
      case "+" -> {
        requireBits(Math.max(left.bitLength(), right.bitLength()));
        yield left.add(right);
      }
      case "-" -> {
        requireBits(Math.max(left.bitLength(), right.bitLength()));
        yield left.subtract(right);
      }
      case "*" -> {
        requireBits((long) left.bitLength() + right.bitLength());
        yield left.multiply(right);
      }
      case "//" -> floorDivide(left, right);
      case "%" -> left.subtract(floorDivide(left, right).multiply(right));
      default -> {
        boolean tiny = left.bitLength() <= 1; // 0, 1, -1 and -2
        boolean odd = right.testBit(0);
        if (tiny && left.signum() >= 0) {
          yield right.signum() == 0 ? BigInteger.ONE : left;
        }
        if (left.equals(BigInteger.ONE.negate())) {
          yield odd ? left : BigInteger.ONE;
        }
        requireBits(left.bitLength() * (long) toInt(right));
        yield left.pow(toInt(right));
      }
    };
  }

  private static BigInteger floorDivide(BigInteger left, BigInteger right) {
    if (right.signum() == 0) {
      throw TemplateException.of("integer division or modulo by zero");
    }
    BigInteger[] parts = left.divideAndRemainder(right);
    boolean below = parts[1].signum() != 0 && parts[1].signum() != right.signum();
    return below ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  private static void requireBits(long bits) {
    if (bits > MAX_INTEGER_BITS) {
      throw TemplateException.of(
          "expected an integer of at most " + MAX_INTEGER_BITS + " bits but found " + bits);
    }
  }

  private static Object ofDoubles(String operator, double left, double right) {
    boolean divides = operator.equals("/") || operator.equals("//") || operator.equals("%");
    if (divides && right == 0) {
      throw TemplateException.of("division by zero");
    }
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> left / right;
      case "//" -> floorDivide(left, right);
      case "%" -> floorModulo(left, right);
      default -> power(left, right);
    };
  }

  private static double floorModulo(double left, double right) {
    double remainder = left % right;
    if (remainder == 0) {
      return Math.copySign(0, right);
    }
    return (remainder < 0) == (right < 0) ? remainder : remainder + right;
  }

  private static double floorDivide(double left, double right) {
    double quotient = (left - floorModulo(left, right)) / right;
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  private static double power(double left, double right) {
    if (left == 0 && right < 0) {
      throw TemplateException.of("0.0 cannot be raised to a negative power");
    }
    double power = Math.pow(left, right);
    boolean finite = !Double.isInfinite(left) && !Double.isInfinite(right);
    if (finite && Double.isInfinite(power)) {
      throw TemplateException.of("the result of ** is too large");
    }
    if (Double.isNaN(power) && !Double.isNaN(left) && !Double.isNaN(right)) {
      throw TemplateException.of("the result of ** is no real number");
    }
    return power;
  }

  private static Object ofOthers(Rendering rendering, String operator, Object left, Object right) {
    if (operator.equals("+") && left instanceof String a && right instanceof String b) {
      rendering.allow((long) a.length() + b.length());
      return a + b;
    }
    boolean texts = Markup.plain(left) instanceof String && Markup.plain(right) instanceof String;
    if (operator.equals("+") && texts) {
      String a = Markup.escaped(rendering, left);
      String b = Markup.escaped(rendering, right);
      rendering.allow((long) a.length() + b.length());
      return new Markup(a + b);
    }
    if (operator.equals("+") && left instanceof Sequence a && right instanceof Sequence b) {
      boolean joinable = a.kind() == b.kind() && a.isIndexable() && a.label().isEmpty();
      if (joinable) {
        rendering.allow((long) a.size() + b.size());
        rendering.work(Rendering.CHARACTER * ((long) a.size() + b.size()));
        List<Object> both = new ArrayList<>(a.elements());
        both.addAll(b.elements());
        return new Sequence(a.kind(), both, "");
      }
    }
    if (operator.equals("*") && isNumber(right) && !(right instanceof Double)) {
      return repeat(rendering, left, right);
    }
    if (operator.equals("*") && isNumber(left) && !(left instanceof Double)) {
      return repeat(rendering, right, left);
    }
    throw unsupported(operator, left, right);
  }

  private static Object repeat(Rendering rendering, Object value, Object times) {
    if (whole(times).bitLength() >= Long.SIZE) {
      throw TemplateException.of("cannot fit 'int' into an index-sized integer");
    }
    int count = Math.max(0, toInt(times));
    if (value instanceof Markup markup) {
      return Markup.mark(repeat(rendering, markup.text(), times));
    }
    if (value instanceof String text) {
      rendering.allow((long) count * text.length());
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < count && !text.isEmpty(); i++) {
        all.append(text);
      }
      return all.toString();
    }
    boolean repeats =
        value instanceof Sequence s
            && (s.kind() == Sequence.Kind.LIST || s.kind() == Sequence.Kind.TUPLE);
    if (repeats) {
      Sequence sequence = (Sequence) value;
      rendering.allow((long) count * sequence.size());
      rendering.elements((long) count * sequence.size());
      List<Object> all = new ArrayList<>();
      for (int i = 0; i < count && sequence.size() > 0; i++) {
        all.addAll(sequence.elements());
      }
      return new Sequence(sequence.kind(), all, "");
    }
    throw unsupported("*", value, times);
  }

  static List<Object> range(int start, int stop, int step) {
    List<Object> values = new ArrayList<>();
    for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
      values.add(integer(i));
    }
    return Collections.unmodifiableList(values);
  }

  /** Python's {@code repr(float)}: the shortest decimal that reads back as the same number. */
  static String print(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = shortest(value).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= MIN_PLAIN_EXPONENT && exponent < MAX_PLAIN_EXPONENT) {
      String plain = shortest.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = shortest.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String power = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + power;
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    int least = Math.abs(value) < Double.MIN_NORMAL ? 1 : SAFE_DIGITS;
    for (int digits = least; digits < DOUBLE_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(DOUBLE_DIGITS, RoundingMode.HALF_EVEN));
  }

  private static void requireDefined(Object value) {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
  }

  private static TemplateException unsupported(String operator, Object left, Object right) {
    return TemplateException.of(
        "unsupported operand types for "
            + operator
            + ": '"
            + Values.typeName(left)
            + "' and '"
            + Values.typeName(right)
            + "'");
  }
}
