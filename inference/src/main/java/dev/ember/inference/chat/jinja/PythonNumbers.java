package dev.ember.inference.chat.jinja;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers in texts, as Python's {@code int} and {@code float} read them. */
final class PythonNumbers {
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?(?:\\d++(?:_\\d++)*+(?:\\.(?:\\d++(?:_\\d++)*+)?+)?+|\\.\\d++(?:_\\d++)*+)"
              + "(?:[eE][+-]?\\d++(?:_\\d++)*+)?+");
  private static final Pattern NAMED = Pattern.compile("[+-]?(?:inf|infinity|nan)");
  private static final Pattern UNDERSCORES = Pattern.compile("_?+[0-9a-z]++(?:_[0-9a-z]++)*+");
  private static final int MAX_RADIX = 36;

  /** Python reads no longer integers. */
  private static final int MAX_DIGITS = 4300;

  /** Beyond any number written by a person: digits, their underscores and blanks around. */
  private static final int MAX_TEXT = 10_000;

  private PythonNumbers() {}

  /** The integer in a text; null if it is none, or the radix is impossible. */
  static @Nullable BigInteger whole(String text, int radix) {
    if (text.length() > MAX_TEXT) {
      return null;
    }
    String digits = asciiDigits(PythonText.strip(text)).toLowerCase(Locale.ROOT);
    boolean negative = digits.startsWith("-");
    digits = negative || digits.startsWith("+") ? digits.substring(1) : digits;
    int prefixed = prefixRadix(digits);
    int base = radix == 0 ? (prefixed == 0 ? 10 : prefixed) : radix;
    if (base < 2 || base > MAX_RADIX) {
      return null;
    }
    boolean prefix = prefixed == base;
    digits = prefix ? digits.substring(2) : digits;
    boolean wellFormed =
        UNDERSCORES.matcher(digits).matches() && (prefix || digits.charAt(0) != '_');
    boolean octalLike =
        radix == 0 && !prefix && digits.matches("0[0-9_]*") && !digits.matches("[0_]*");
    if (!wellFormed || octalLike || digits.length() > MAX_DIGITS) {
      return null;
    }
    try {
      BigInteger value = new BigInteger(digits.replace("_", ""), base);
      return negative ? value.negate() : value;
    } catch (NumberFormatException noDigit) {
      return null;
    }
  }

  private static int prefixRadix(String digits) {
    if (digits.length() < 3 || digits.charAt(0) != '0') {
      return 0;
    }
    return switch (digits.charAt(1)) {
      case 'x' -> 16;
      case 'o' -> 8;
      case 'b' -> 2;
      default -> 0;
    };
  }

  /** The decimal in a text; null if it is none. */
  static @Nullable Double decimal(String text) {
    if (text.length() > MAX_TEXT) {
      return null;
    }
    String digits = asciiDigits(PythonText.strip(text));
    String name = digits.toLowerCase(Locale.ROOT);
    if (NAMED.matcher(name).matches()) {
      double size = name.endsWith("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
      return name.startsWith("-") ? -size : size;
    }
    return DECIMAL.matcher(digits).matches() ? Double.valueOf(digits.replace("_", "")) : null;
  }

  /** Digits of other scripts count as well. */
  private static String asciiDigits(String text) {
    StringBuilder ascii = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean digit = Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
      ascii.appendCodePoint(digit ? '0' + Character.digit(c, 10) : c);
    }
    return ascii.toString();
  }
}
