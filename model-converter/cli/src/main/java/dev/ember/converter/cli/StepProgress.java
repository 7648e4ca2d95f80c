package dev.ember.converter.cli;

import dev.ember.converter.cli.progress.Amount;
import dev.ember.converter.cli.progress.TimeLeft;
import dev.ember.converter.export.ExportListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows an export's steps, with the time that is left of each. In a terminal a line that is written
 * over; else lines that grow: {@code converting 10 20 (about 40 s left) 30 ... 100 %}.
 */
final class StepProgress implements ExportListener {
  private static final List<Step> STEPS = List.of(Step.values());
  private static final int TENTHS = 10;
  private static final int PERCENT = 100;
  private static final String CLEAR_LINE = "\r\033[K";
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** A terminal's line is written anew so often at most. */
  private static final long SHOW_EVERY_NANOS = NANOS_PER_SECOND / 5;

  /** In a line that grows, less time than this is not worth a word. */
  private static final long WORTH_SAYING_SECONDS = 10;

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanoClock;
  private final TimeLeft timeLeft = new TimeLeft();
  private @Nullable Step current;
  private int shown; // tenths
  private long shownNanos;

  StepProgress(PrintWriter out) {
    this(out, false);
  }

  /**
   * @param terminal whether a line may be written over
   */
  StepProgress(PrintWriter out, boolean terminal) {
    this(out, terminal, System::nanoTime);
  }

  StepProgress(PrintWriter out, boolean terminal, LongSupplier nanoClock) {
    this.out = out;
    this.terminal = terminal;
    this.nanoClock = nanoClock;
  }

  @Override
  public void onTakenUp(int tensors) {
    out.println(
        "going on where an import was stopped: " + tensors + " tensors are converted already");
    out.flush();
  }

  @Override
  public void onShortCalibration(int tokens, int wanted) {
    out.println(
        "the text of --calibrate has "
            + tokens
            + " tokens, of a longer one "
            + wanted
            + " are read: activations may be smoothed worse than with ours");
    out.flush();
  }

  @Override
  public void onLeft(Path file) {
    out.println(
        file + " stays, for it is still in use; the next import to the same file deletes it");
    out.flush();
  }

  @Override
  public void onProgress(Step step, double fraction) {
    boolean begins = step != current;
    if (begins) {
      current = step;
      shown = 0;
      timeLeft.restart();
    }
    long now = nanoClock.getAsLong();
    timeLeft.add(now, fraction);
    if (terminal) {
      if (begins || fraction >= 1 || now - shownNanos >= SHOW_EVERY_NANOS) {
        shownNanos = now;
        writeOver(step, fraction);
      }
    } else {
      grow(step, begins, fraction);
    }
    out.flush();
  }

  private void writeOver(Step step, double fraction) {
    OptionalLong left = fraction < 1 ? timeLeft.seconds(fraction) : OptionalLong.empty();
    out.print(
        CLEAR_LINE
            + String.format(
                Locale.ROOT,
                "  %d of %d, %s  %3d %%%s",
                STEPS.indexOf(step) + 1,
                STEPS.size(),
                word(step),
                (int) (fraction * PERCENT),
                left.isPresent() ? ", about " + Amount.seconds(left.getAsLong()) + " left" : ""));
    if (fraction >= 1) {
      out.println();
    }
  }

  private void grow(Step step, boolean begins, double fraction) {
    if (begins) {
      out.print(word(step));
    }
    int done = (int) (fraction * TENTHS);
    if (shown == done) {
      return;
    }
    while (shown < done) {
      shown++;
      out.print(" " + shown * TENTHS);
    }
    OptionalLong left = timeLeft.seconds(fraction);
    if (shown == TENTHS) {
      out.println(" %");
    } else if (left.isPresent() && left.getAsLong() >= WORTH_SAYING_SECONDS) {
      out.print(" (about " + Amount.seconds(left.getAsLong()) + " left)");
    }
  }

  private static String word(Step step) {
    return step.name().toLowerCase(Locale.ROOT);
  }
}
