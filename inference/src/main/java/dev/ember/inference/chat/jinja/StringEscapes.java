package dev.ember.inference.chat.jinja;

/** Decodes the escapes of a string literal as Python's {@code unicode-escape} does. */
final class StringEscapes {
  private static final String LETTERS = "ntr\\'\"abfv";
  private static final String VALUES = "\n\t\r\\'\"\u0007\b\f\u000B";
  private static final int HEX = 16;
  private static final int OCTAL = 8;
  private static final int OCTAL_DIGITS = 3;

  private final String raw;
  private final int line;
  private final StringBuilder text = new StringBuilder();
  private int at;

  private StringEscapes(String raw, int line) {
    this.raw = raw;
    this.line = line;
  }

  static String decode(String raw, int line) {
    return raw.indexOf('\\') < 0 ? raw : new StringEscapes(raw, line).decode();
  }

  private String decode() {
    while (at < raw.length()) {
      char c = raw.charAt(at++);
      if (c == '\\') {
        escape(raw.charAt(at++));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private void escape(char c) {
    int simple = LETTERS.indexOf(c);
    if (simple >= 0) {
      text.append(VALUES.charAt(simple));
    } else if (c == 'x' || c == 'u' || c == 'U') {
      codePoint(c == 'x' ? 2 : c == 'u' ? 4 : 8);
    } else if (c == 'N') {
      throw TemplateException.at(line, "characters by name, as \\N{BULLET}, are not supported");
    } else if (Character.digit(c, OCTAL) >= 0) {
      octal();
    } else if (c != '\n') {
      text.append('\\').append(c);
    }
  }

  private void codePoint(int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = at < raw.length() ? Character.digit(raw.charAt(at), HEX) : -1;
      if (digit < 0) {
        throw TemplateException.at(line, "expected " + digits + " hex digits in an escape");
      }
      value = value * HEX + digit;
      at++;
    }
    if (!Character.isValidCodePoint(value)) {
      throw TemplateException.at(line, "expected a code point but found " + value);
    }
    text.appendCodePoint(value);
  }

  private void octal() {
    int value = 0;
    at--;
    for (int i = 0; i < OCTAL_DIGITS && at < raw.length(); i++) {
      int digit = Character.digit(raw.charAt(at), OCTAL);
      if (digit < 0) {
        break;
      }
      value = value * OCTAL + digit;
      at++;
    }
    text.append((char) value);
  }
}
