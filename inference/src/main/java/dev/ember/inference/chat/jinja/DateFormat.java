package dev.ember.inference.chat.jinja;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;

/**
 * C's {@code strftime} in the C locale and without a time zone, for {@code strftime_now}. A field
 * that C does not know stays as it is.
 */
final class DateFormat {
  private static final String FLAGS = "-_0^#";
  private static final String PADDED_BY_BLANK = "ekl";
  private static final int DAYS_OF_WEEK = 7;

  private DateFormat() {}

  static String format(LocalDateTime time, String format) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        text.append(c);
        continue;
      }
      char flag = FLAGS.indexOf(format.charAt(i + 1)) >= 0 ? format.charAt(i + 1) : ' ';
      int at = flag == ' ' ? i + 1 : i + 2;
      if (at == format.length()) {
        text.append(format, i, at);
      } else {
        String field = field(time, format.charAt(at));
        text.append(
            field.equals("%") && format.charAt(at) != '%'
                ? format.substring(i, at + 1)
                : flagged(field, flag, format.charAt(at)));
      }
      i = at;
    }
    return text.toString();
  }

  private static String flagged(String field, char flag, char kind) {
    return switch (flag) {
      case '-' -> unpadded(field, "");
      case '_' -> unpadded(field, " ");
      case '0' -> PADDED_BY_BLANK.indexOf(kind) >= 0 ? field.replace(' ', '0') : field;
      case '^' -> field.toUpperCase(Locale.ROOT);
      case '#' -> kind == 'p' ? field.toLowerCase(Locale.ROOT) : field.toUpperCase(Locale.ROOT);
      default -> field;
    };
  }

  /** Zeros and blanks before a number's last digit, each replaced. */
  private static String unpadded(String field, String with) {
    int start = 0;
    StringBuilder front = new StringBuilder();
    while (start < field.length() - 1
        && (field.charAt(start) == '0' || field.charAt(start) == ' ')) {
      front.append(with);
      start++;
    }
    return front + field.substring(start);
  }

  /** The field's text, or {@code "%"} if there is none of its name. */
  private static String field(LocalDateTime time, char kind) {
    return switch (kind) {
      case 'Y' -> String.valueOf(time.getYear());
      case 'C' -> padded(time.getYear() / 100, 2);
      case 'y' -> padded(time.getYear() % 100, 2);
      case 'm' -> padded(time.getMonthValue(), 2);
      case 'd' -> padded(time.getDayOfMonth(), 2);
      case 'e' -> blankPadded(time.getDayOfMonth());
      case 'j' -> padded(time.getDayOfYear(), 3);
      case 'F' -> format(time, "%Y-%m-%d");
      case 'D', 'x' -> format(time, "%m/%d/%y");
      case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'c' -> format(time, "%a %b %e %H:%M:%S %Y");
      case 'n' -> "\n";
      case 't' -> "\t";
      case '%' -> "%";
      case 'u', 'w', 'U', 'W', 'V', 'G', 'g' -> weekField(time, kind);
      default -> timeField(time, kind);
    };
  }

  private static String timeField(LocalDateTime time, char kind) {
    int halfDay = (time.getHour() + 11) % 12 + 1;
    return switch (kind) {
      case 'H' -> padded(time.getHour(), 2);
      case 'k' -> blankPadded(time.getHour());
      case 'I' -> padded(halfDay, 2);
      case 'l' -> blankPadded(halfDay);
      case 'M' -> padded(time.getMinute(), 2);
      case 'S' -> padded(time.getSecond(), 2);
      case 'f' -> padded(time.getNano() / 1000, 6);
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'P' -> time.getHour() < 12 ? "am" : "pm";
      case 'T', 'X' -> format(time, "%H:%M:%S");
      case 'R' -> format(time, "%H:%M");
      case 'r' -> format(time, "%I:%M:%S %p");
      case 's' -> String.valueOf(time.toEpochSecond(ZoneOffset.UTC));
      case 'z', 'Z' -> "";
      default -> "%";
    };
  }

  private static String weekField(LocalDateTime time, char kind) {
    int day = time.getDayOfWeek().getValue(); // Monday is 1
    int dayOfYear = time.getDayOfYear();
    return switch (kind) {
      case 'u' -> String.valueOf(day);
      case 'w' -> String.valueOf(day % DAYS_OF_WEEK);
      case 'U' -> padded((dayOfYear + DAYS_OF_WEEK - 1 - day % DAYS_OF_WEEK) / DAYS_OF_WEEK, 2);
      case 'W' -> padded((dayOfYear + DAYS_OF_WEEK - day) / DAYS_OF_WEEK, 2);
      case 'V' -> padded(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
      case 'G' -> String.valueOf(time.get(IsoFields.WEEK_BASED_YEAR));
      default -> padded(time.get(IsoFields.WEEK_BASED_YEAR) % 100, 2);
    };
  }

  private static String padded(int value, int digits) {
    StringBuilder text = new StringBuilder(String.valueOf(value));
    while (text.length() < digits) {
      text.insert(0, '0');
    }
    return text.toString();
  }

  private static String blankPadded(int value) {
    return value < 10 ? " " + value : String.valueOf(value);
  }
}
