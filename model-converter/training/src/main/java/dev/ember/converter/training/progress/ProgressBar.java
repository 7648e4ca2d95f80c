package dev.ember.converter.training.progress;

import dev.ember.converter.training.loop.MetricsSink;
import dev.ember.converter.training.loop.StepMetrics;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * One line on a terminal: how far, the loss, tokens a second, time left. Where there is no terminal
 * it prints a line every {@value #QUIET_EVERY} steps instead.
 *
 * <pre>
 * pretrain [=========>          ]  46 %  loss 2.314  held out 2.871  11830 tok/s  3:12 left
 * </pre>
 */
public final class ProgressBar implements MetricsSink {
  private static final int WIDTH = 20;
  static final int QUIET_EVERY = 50;

  /** Weight of the newest step in the running means, so that they follow but do not flicker. */
  private static final double SMOOTHING = 0.1;

  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintStream out;
  private final boolean terminal;
  private final int allSteps;
  private int done;
  private double nanosPerStep;
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
    this.out = out;
    this.terminal = terminal;
    this.allSteps = allSteps;
    this.done = doneSteps;
  }

  @Override
  public void step(StepMetrics metrics) {
    double rate = metrics.tokens() * NANOS_PER_SECOND / (double) metrics.nanos();
    boolean first = nanosPerStep == 0;
    nanosPerStep = first ? metrics.nanos() : smooth(nanosPerStep, metrics.nanos());
    tokensPerSecond = first ? rate : smooth(tokensPerSecond, rate);
    loss = first ? metrics.loss() : smooth(loss, metrics.loss());
    metrics.measures().entrySet().stream()
        .findFirst()
        .ifPresent(
            shown ->
                measured = String.format(Locale.ROOT, "%s %.3f", shown.getKey(), shown.getValue()));
    done++;
    boolean last = metrics.step() == metrics.steps() - 1;
    if (terminal) {
      out.print("\r" + line(metrics.stage()) + (last ? System.lineSeparator() : ""));
      out.flush();
    } else if (last || (metrics.step() + 1) % QUIET_EVERY == 0) {
      out.println(line(metrics.stage()));
    }
  }

  @Override
  public void judged(String stage, int step, Map<String, Double> measures) {
    heldOut = measures.values().stream().findFirst().orElse(Double.NaN);
  }

  private String line(String stage) {
    int filled = (int) ((long) WIDTH * done / allSteps);
    String bar = "=".repeat(filled) + (filled < WIDTH ? ">" + " ".repeat(WIDTH - filled - 1) : "");
    long secondsLeft = (long) ((allSteps - done) * nanosPerStep / NANOS_PER_SECOND);
    return String.format(
        Locale.ROOT,
        "%-8s [%s] %3d %%  loss %.3f%s  %6.0f tok/s  %d:%02d left",
        stage,
        bar,
        100L * done / allSteps,
        loss,
        watched(),
        tokensPerSecond,
        secondsLeft / 60,
        secondsLeft % 60);
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
