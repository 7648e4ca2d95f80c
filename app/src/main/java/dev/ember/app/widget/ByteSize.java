package dev.ember.app.widget;

import android.content.Context;
import dev.ember.app.R;
import java.text.NumberFormat;

/** Bytes as people read them: 18 MB, 1.2 GB; a thousand of one unit is one of the next. */
public final class ByteSize {
  private static final long MEGA = 1_000_000;
  private static final long GIGA = 1_000_000_000;

  /** Above this many, a digit after the point says nothing. */
  private static final int COARSE_FROM = 10;

  private ByteSize() {}

  public static String text(Context context, long bytes) {
    if (bytes >= GIGA) {
      return context.getString(R.string.size_gb, number((double) bytes / GIGA));
    }
    return context.getString(R.string.size_mb, number((double) bytes / MEGA));
  }

  private static String number(double value) {
    NumberFormat format = NumberFormat.getInstance();
    format.setMaximumFractionDigits(value < COARSE_FROM ? 1 : 0);
    return format.format(value);
  }
}
