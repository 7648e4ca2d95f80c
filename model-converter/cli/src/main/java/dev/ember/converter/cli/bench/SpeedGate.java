package dev.ember.converter.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds a run to an earlier one. Speeds are taken in processor time and divided by the {@link
 * Yardstick} of their own run, so that neither what else the machine does nor which machine it is
 * decides; what is left of that is the tolerance. Counts have none of it and are compared as they
 * are.
 */
public final class SpeedGate {
  /**
   * How much a speed may fall behind the baseline's. Two runs of the same program on a machine with
   * other work were at most 12 % apart in this measure (docs/PERFORMANCE.md), and the median of
   * five rounds does not go below that; a change that costs less is found by its own benchmark.
   */
  public static final double TOLERANCE = 0.2;

  /** What the measurement itself allocates, spread over the tokens of the shortest protocol. */
  private static final double BYTES_A_TOKEN = 16;

  private final List<String> rows = new ArrayList<>();
  private final double tolerance;
  private int failures;

  private SpeedGate(double tolerance) {
    this.tolerance = tolerance;
  }

  /**
   * Compares all rows of the baseline.
   *
   * @param tolerance below 1, by which a speed may be less
   * @throws IOException if they measured other things
   */
  public static SpeedGate compare(BenchRecord baseline, BenchRecord run, double tolerance)
      throws IOException {
    if (!baseline.model().equals(run.model())) {
      throw new IOException(
          "expected a baseline of " + run.model() + " but found one of " + baseline.model());
    }
    SpeedGate gate = new SpeedGate(tolerance);
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
    atLeast(now, "prefill", prefill, 1 - tolerance);
    double decode = now.decodeTokensPerGigabyte() / before.decodeTokensPerGigabyte();
    atLeast(now, "decode", decode, 1 - tolerance);
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
