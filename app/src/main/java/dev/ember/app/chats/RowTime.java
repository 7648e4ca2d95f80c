package dev.ember.app.chats;

import android.content.Context;
import android.text.format.DateFormat;
import android.text.format.DateUtils;
import dev.ember.app.R;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Date;

/** When a chat was last touched, as short as it can be said. */
final class RowTime {
  private static final long WEEK_DAYS = 7;

  private final Context context;

  RowTime(Context context) {
    this.context = context;
  }

  /** "now", "10:02", "Yesterday", "Wed", then a date. */
  String label(long thenMs, long nowMs) {
    if (Math.abs(nowMs - thenMs) < DateUtils.MINUTE_IN_MILLIS) {
      return context.getString(R.string.time_now);
    }
    long days = ChronoUnit.DAYS.between(day(thenMs), day(nowMs));
    if (days == 0) {
      return DateFormat.getTimeFormat(context).format(new Date(thenMs));
    }
    if (days == 1) {
      return context.getString(R.string.time_yesterday);
    }
    int flags =
        days > 1 && days < WEEK_DAYS
            ? DateUtils.FORMAT_SHOW_WEEKDAY | DateUtils.FORMAT_ABBREV_WEEKDAY
            : DateUtils.FORMAT_SHOW_DATE | DateUtils.FORMAT_ABBREV_MONTH;
    return DateUtils.formatDateTime(context, thenMs, flags);
  }

  private static LocalDate day(long ms) {
    return Instant.ofEpochMilli(ms).atZone(ZoneId.systemDefault()).toLocalDate();
  }
}
