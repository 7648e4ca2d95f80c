package dev.ember.converter.cli.hub;

import dev.ember.converter.cli.progress.Amount;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows a pull: one line that changes in a terminal, else a line each tenth of the way. */
public final class PullProgress implements PullListener {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** A terminal's line is written anew so often at most. */
  private static final long SHOW_EVERY_NANOS = NANOS_PER_SECOND / 5;

  private static final int TENTHS = 10;
  private static final int PERCENT = 100;
  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintWriter out;
  private final boolean terminal;
  private long total;
  private long there; // when the pull began: from the cache, or an earlier run
  private long begun;
  private long shown;
  private int tenths;
  private boolean counting;

  /**
   * @param terminal whether a line may be written over
   */
  public PullProgress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void onStart(HubListing pulled, int files, long bytes) {
    total = bytes;
    begun = System.nanoTime();
    line(pulled.model() + ": " + files + " files, " + Amount.bytes(bytes));
  }

  @Override
  public void onBytes(long done) {
    if (!counting) {
      counting = true;
      there = done;
    }
    long now = System.nanoTime();
    int reached = total == 0 ? TENTHS : (int) (done * TENTHS / total);
    if (terminal) {
      if (now - shown >= SHOW_EVERY_NANOS || done == total) {
        shown = now;
        out.print(CLEAR_LINE + state(done, now) + (done == total ? "\n" : ""));
        out.flush();
      }
    } else if (reached > tenths) {
      tenths = reached;
      line("  " + state(done, now));
    }
  }

  @Override
  public void onRetry(String reason, long waitMillis) {
    line(
        (terminal ? CLEAR_LINE : "")
            + reason
            + "; again in "
            + Amount.seconds(Math.round(waitMillis / 1000.0)));
  }

  private String state(long done, long now) {
    long percent = total == 0 ? PERCENT : done * PERCENT / total;
    String amount =
        String.format(
            Locale.ROOT, "%3d %%, %s of %s", percent, Amount.bytes(done), Amount.bytes(total));
    long nanos = now - begun;
    long fetched = done - there;
    if (fetched <= 0 || nanos < NANOS_PER_SECOND) {
      return amount;
    }
    double perSecond = (double) fetched * NANOS_PER_SECOND / nanos;
    String speed = Amount.bytes((long) perSecond) + "/s";
    return done == total
        ? amount + ", " + speed
        : amount
            + ", "
            + speed
            + ", "
            + Amount.seconds((long) ((total - done) / perSecond))
            + " left";
  }

  private void line(String text) {
    out.println(text);
    out.flush();
  }
}
