package dev.ember.inference.chat.jinja;

import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** C's {@code strftime} in the C locale, for {@code strftime_now}. */
final class DateFormat {
  private DateFormat() {}

  static String format(LocalDateTime time, String format) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        text.append(c);
      } else if (format.charAt(i + 1) == '-' && i + 2 < format.length()) {
        i += 2;
        text.append(String.valueOf(Integer.parseInt(field(time, format.charAt(i)))));
      } else {
        i++;
        text.append(field(time, format.charAt(i)));
      }
    }
    return text.toString();
  }

  private static String field(LocalDateTime time, char kind) {
    return switch (kind) {
      case 'Y' -> String.valueOf(time.getYear());
      case 'y' -> padded(time.getYear() % 100, 2);
      case 'm' -> padded(time.getMonthValue(), 2);
      case 'd' -> padded(time.getDayOfMonth(), 2);
      case 'H' -> padded(time.getHour(), 2);
      case 'I' -> padded((time.getHour() + 11) % 12 + 1, 2);
      case 'M' -> padded(time.getMinute(), 2);
      case 'S' -> padded(time.getSecond(), 2);
      case 'j' -> padded(time.getDayOfYear(), 3);
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'F' -> format(time, "%Y-%m-%d");
      case 'T' -> format(time, "%H:%M:%S");
      case '%' -> "%";
      default -> throw TemplateException.of("unknown field %" + kind + " in a date format");
    };
  }

  private static String padded(int value, int digits) {
    StringBuilder text = new StringBuilder(String.valueOf(value));
    while (text.length() < digits) {
      text.insert(0, '0');
    }
    return text.toString();
  }
}
