package dev.ember.converter.cli;

import dev.ember.converter.export.ExportListener;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows an export's steps as lines that grow: {@code checking 10 20 30 ... 100 %}. */
final class StepProgress implements ExportListener {
  private static final int TENTHS = 10;

  private final PrintWriter out;
  private @Nullable Step current;
  private int shown;

  StepProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void onProgress(Step step, double fraction) {
    if (step != current) {
      out.print(step.name().toLowerCase(Locale.ROOT));
      current = step;
      shown = 0;
    }
    int done = (int) (fraction * TENTHS);
    while (shown < done) {
      shown++;
      out.print(" " + shown * TENTHS);
      if (shown == TENTHS) {
        out.println(" %");
      }
    }
    out.flush();
  }
}
