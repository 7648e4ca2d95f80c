package dev.ember.converter.training.progress;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line on a terminal for work that is counted: how far, and time left. Where there is no
 * terminal it prints a line every tenth.
 *
 * <pre>
 * merges [=========>          ]  46 %  3,768 of 8,192  0:04 left
 * </pre>
 */
public final class CountBar {
  private static final int WIDTH = 20;
  private static final int QUIET_PARTS = 10;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long REDRAW_NANOS = NANOS_PER_SECOND / 10;

  private final PrintStream out;
  private final boolean terminal;
  private final String what;
  private final long all;
  private final LongSupplier nanos;
  private boolean begun;
  private long begin; // when the first was told
  private long first; // how many were done then, some of them perhaps by an earlier call
  private long drawn;
  private long quietPart;

  /**
   * @param what is counted, in a word
   * @param all the count at the end
   */
  public CountBar(PrintStream out, boolean terminal, String what, long all) {
    this(out, terminal, what, all, System::nanoTime);
  }

  CountBar(PrintStream out, boolean terminal, String what, long all, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.what = what;
    this.all = all;
    this.nanos = nanos;
  }

  /** So many are done. */
  public void update(long done) {
    long now = nanos.getAsLong();
    if (!begun) { // what came before the first was another work
      begun = true;
      begin = now;
      first = done;
      drawn = now - REDRAW_NANOS; // a clock may begin anywhere
    }
    if (terminal) {
      if (done >= all || now - drawn >= REDRAW_NANOS) {
        drawn = now;
        out.print("\r\033[K" + line(done, now) + (done >= all ? System.lineSeparator() : ""));
        out.flush();
      }
    } else if (done * QUIET_PARTS / all > quietPart) {
      quietPart = done * QUIET_PARTS / all;
      out.println(line(done, now));
    }
  }

  private String line(long done, long now) {
    int filled = (int) (WIDTH * done / all);
    String bar = "=".repeat(filled) + (filled < WIDTH ? ">" + " ".repeat(WIDTH - filled - 1) : "");
    double each = done == first ? 0 : (now - begin) / (double) (done - first);
    long left = (long) ((all - done) * each / NANOS_PER_SECOND);
    return String.format(
        Locale.ROOT,
        "%-8s [%s] %3d %%  %,d of %,d  %d:%02d left",
        what,
        bar,
        100 * done / all,
        done,
        all,
        left / 60,
        left % 60);
  }
}
