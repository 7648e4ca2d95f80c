package dev.ember.app.jobs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header of a 206 (RFC 9110, 14.4): {@code bytes 100-199/200}.
 *
 * @param from the first byte
 * @param total of the whole file; -1 if the server does not know
 */
record ContentRange(long from, long total) {
  /** Eighteen digits fit a long. */
  private static final Pattern FORM =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  /** Null if there is no header, or another unit or form. */
  static @Nullable ContentRange parse(@Nullable String header) {
    Matcher matcher = FORM.matcher(header == null ? "" : header);
    if (!matcher.matches()) {
      return null;
    }
    String total = matcher.group(2);
    return new ContentRange(
        Long.parseLong(matcher.group(1)), total.equals("*") ? -1 : Long.parseLong(total));
  }
}
