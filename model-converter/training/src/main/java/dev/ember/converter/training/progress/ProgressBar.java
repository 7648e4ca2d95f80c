package dev.ember.converter.training.progress;

import dev.ember.converter.training.loop.MetricsSink;
import dev.ember.converter.training.loop.StepMetrics;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One line on a terminal: how far, the loss, tokens a second, time left. Where there is no terminal
 * it prints a line every {@value #QUIET_EVERY} steps instead.
 *
 * <p>The time left goes by the clock from the end of one step to the end of another, for between
 * them the model is judged and saved, and a round of PPO writes before its first step; by the mean
 * of a stage so far, for those come seldom. The first step, in which everything is cold, does not
 * count.
 *
 * <pre>
 * pretrain [====>    ]  46 %  loss 2.314  held out 2.871   11830 tok/s  3:12 left
 * </pre>
 */
public final class ProgressBar implements MetricsSink {
  /** Of a terminal as it opens, less the last, behind which some begin a line. */
  static final int COLUMNS = 79;

  private static final int WIDEST = 20; // of the bar
  private static final int NARROWEST = 3;
  static final int QUIET_EVERY = 50;

  /** Weight of the newest step in the running means, so that they follow but do not flicker. */
  private static final double SMOOTHING = 0.1;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final int SECONDS_PER_HOUR = 3600;

  private final PrintStream out;
  private final boolean terminal;
  private final int allSteps;
  private int done;
  private final LongSupplier nanos;
  private String stage = ""; // of the last step
  private int stepsOfStage; // taken in this call
  private long firstEnd; // when the first of them ended
  private long lastEnd;
  private double tokensPerSecond;
  private double loss;
  private double heldOut = Double.NaN;
  private String measured = ""; // what a stage without held-out data is watched by

  /**
   * @param terminal whether a line can be drawn over
   * @param allSteps steps of all stages
   * @param doneSteps steps of an earlier run that this one resumes
   */
  public ProgressBar(PrintStream out, boolean terminal, int allSteps, int doneSteps) {
    this(out, terminal, allSteps, doneSteps, System::nanoTime);
  }

  ProgressBar(PrintStream out, boolean terminal, int allSteps, int doneSteps, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.allSteps = allSteps;
    this.done = doneSteps;
    this.nanos = nanos;
  }

  @Override
  public void step(StepMetrics metrics) {
    double rate = metrics.tokens() * NANOS_PER_SECOND / (double) metrics.nanos();
    count(metrics.stage());
    tokensPerSecond = stepsOfStage <= 2 ? rate : smooth(tokensPerSecond, rate);
    loss = stepsOfStage == 1 ? metrics.loss() : smooth(loss, metrics.loss());
    metrics.measures().entrySet().stream()
        .findFirst()
        .ifPresent(
            shown ->
                measured = String.format(Locale.ROOT, "%s %.3f", shown.getKey(), shown.getValue()));
    done++;
    boolean last = metrics.step() == metrics.steps() - 1;
    if (terminal) {
      out.print("\r\033[K" + line() + (last ? System.lineSeparator() : ""));
      out.flush();
    } else if (last || (metrics.step() + 1) % QUIET_EVERY == 0) {
      out.println(line());
    }
  }

  @Override
  public void judged(String stage, int step, Map<String, Double> measures) {
    heldOut = measures.values().stream().findFirst().orElse(Double.NaN);
  }

  private void count(String name) {
    lastEnd = nanos.getAsLong();
    if (!name.equals(stage)) { // another takes another time for a step
      stage = name;
      stepsOfStage = 0;
      firstEnd = lastEnd;
    }
    stepsOfStage++;
  }

  /** Nothing is known of it behind the first step. */
  private String left() {
    if (stepsOfStage < 2) {
      return "-:--";
    }
    double nanosPerStep = (lastEnd - firstEnd) / (double) (stepsOfStage - 1);
    long seconds = (long) ((allSteps - done) * nanosPerStep / NANOS_PER_SECOND);
    return seconds < SECONDS_PER_HOUR
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d h", seconds / SECONDS_PER_HOUR, seconds / 60 % 60);
  }

  /** The bar has what the numbers leave of {@link #COLUMNS}: a line that wraps stays for good. */
  private String line() {
    String name = String.format(Locale.ROOT, "%-8s ", stage);
    String numbers =
        String.format(
            Locale.ROOT,
            " %3d %%  loss %.3f%s  %6.0f tok/s  %s left",
            100L * done / allSteps,
            loss,
            watched(),
            tokensPerSecond,
            left());
    int free = COLUMNS - name.length() - numbers.length() - "[]".length();
    return name + bar(Math.max(NARROWEST, Math.min(WIDEST, free))) + numbers;
  }

  private String bar(int width) {
    int filled = (int) ((long) width * done / allSteps);
    String rest = filled < width ? ">" + " ".repeat(width - filled - 1) : "";
    return "[" + "=".repeat(filled) + rest + "]";
  }

  /** Nothing until there was a first look: a run that goes on looks only some steps later. */
  private String watched() {
    if (Double.isFinite(heldOut)) {
      return String.format(Locale.ROOT, "  held out %.3f", heldOut);
    }
    return measured.isEmpty() ? "" : "  " + measured;
  }

  private static double smooth(double mean, double value) {
    return mean + SMOOTHING * (value - mean);
  }
}
