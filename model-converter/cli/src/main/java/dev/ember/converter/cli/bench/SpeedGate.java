package dev.ember.converter.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds a run to an earlier one. Speeds are taken in processor time and divided by the {@link
 * Yardstick} of their own run, so that neither what else the machine does nor which machine it is
 * decides; what is left of that is a tolerance. Counts have none of it and are compared as they
 * are.
 */
public final class SpeedGate {
  /**
   * How much slower reading a prompt may be than in the baseline. Fourteen runs of one program
   * beside other work, the wall clock's speeds up to five times apart, were 0.91 to 1.20 of the
   * first in this measure (docs/PERFORMANCE.md).
   */
  public static final double PREFILL_TOLERANCE = 0.2;

  /** The same of writing tokens, which also waits for memory that others use: 0.77 to 1.12. */
  public static final double DECODE_TOLERANCE = 0.3;

  /** What the measurement itself allocates, spread over the tokens of the shortest protocol. */
  private static final double BYTES_A_TOKEN = 16;

  private final List<String> rows = new ArrayList<>();
  private int failures;

  private SpeedGate() {}

  /**
   * Compares all rows of the baseline.
   *
   * @throws IOException if they measured other things
   */
  public static SpeedGate compare(BenchRecord baseline, BenchRecord run) throws IOException {
    if (!baseline.model().equals(run.model())) {
      throw new IOException(
          "expected a baseline of " + run.model() + " but found one of " + baseline.model());
    }
    SpeedGate gate = new SpeedGate();
    for (Figures before : baseline.figures()) {
      gate.hold(before, same(before, run));
    }
    return gate;
  }

  public boolean passed() {
    return failures == 0;
  }

  /** A table in Markdown, and one sentence. */
  public String report() {
    StringBuilder text = new StringBuilder();
    text.append("\n| protocol | threads | against the baseline | ratio | at least | |\n");
    text.append("|---|---|---|---|---|---|\n");
    rows.forEach(text::append);
    text.append(
        passed()
            ? "Nothing fell behind the baseline.\n"
            : failures + " of " + rows.size() + " fell behind the baseline.\n");
    return text.toString();
  }

  private static Figures same(Figures before, BenchRecord run) throws IOException {
    for (Figures row : run.figures()) {
      if (row.protocol().equals(before.protocol()) && row.threads() == before.threads()) {
        return row;
      }
    }
    throw new IOException(
        String.format(
            Locale.ROOT,
            "expected protocol %s with %d threads, which the baseline has, but did not measure it",
            before.protocol(),
            before.threads()));
  }

  private void hold(Figures before, Figures now) {
    double prefill = now.prefillTokensPerGigaproduct() / before.prefillTokensPerGigaproduct();
    atLeast(now, "prefill", prefill, 1 - PREFILL_TOLERANCE);
    double decode = now.decodeTokensPerGigaproduct() / before.decodeTokensPerGigaproduct();
    atLeast(now, "decode", decode, 1 - DECODE_TOLERANCE);
    atLeast(
        now,
        "tokens read for a second turn",
        before.secondTurnTokens() / (double) now.secondTurnTokens(),
        1);
    double most = before.bytesPerToken() + BYTES_A_TOKEN;
    atLeast(now, "bytes a token", most / Math.max(most, now.bytesPerToken()), 1);
  }

  private void atLeast(Figures row, String what, double ratio, double least) {
    boolean holds = ratio >= least; // false of what is not a number
    if (!holds) {
      failures++;
    }
    rows.add(
        String.format(
            Locale.ROOT,
            "| %s | %d | %s | %.2f | %.2f | %s |%n",
            row.protocol(),
            row.threads(),
            what,
            ratio,
            least,
            holds ? "holds" : "FELL BEHIND"));
  }
}
