package dev.ember.converter.training.progress;

import dev.ember.converter.training.loop.MetricsSink;
import dev.ember.converter.training.loop.StepMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The loss curve as JSON Lines. It holds nothing that depends on the clock, so the same seed gives
 * the same file.
 */
public final class LossLog implements MetricsSink, AutoCloseable {
  private final Writer writer;
  private int lines;

  private LossLog(Writer writer, int lines) {
    this.writer = writer;
    this.lines = lines;
  }

  /**
   * Opens a log and keeps its first {@code lines} lines.
   *
   * @throws IOException if it has fewer
   */
  public static LossLog open(Path path, int lines) throws IOException {
    List<String> kept = lines == 0 ? List.of() : Files.readAllLines(path);
    if (kept.size() < lines) {
      throw new IOException(
          path + ": expected at least " + lines + " lines but found " + kept.size());
    }
    Files.write(path, kept.subList(0, lines), StandardCharsets.UTF_8);
    return new LossLog(
        Files.newBufferedWriter(path, StandardCharsets.UTF_8, StandardOpenOption.APPEND), lines);
  }

  /** Lines written so far, kept ones included; a checkpoint remembers it. */
  public int lines() {
    return lines;
  }

  @Override
  public void step(StepMetrics metrics) {
    write(
        String.format(
            Locale.ROOT,
            "{\"stage\":\"%s\",\"step\":%d,\"loss\":%.6f,\"learningRate\":%.3e,"
                + "\"gradientNorm\":%.4f,\"tokens\":%d%s}",
            metrics.stage(),
            metrics.step(),
            metrics.loss(),
            metrics.learningRate(),
            metrics.gradientNorm(),
            metrics.tokens(),
            members(metrics.measures())));
  }

  @Override
  public void judged(String stage, int step, Map<String, Double> measures) {
    write(
        String.format(
            Locale.ROOT, "{\"stage\":\"%s\",\"step\":%d%s}", stage, step, members(measures)));
  }

  private static String members(Map<String, Double> measures) {
    StringBuilder text = new StringBuilder();
    measures.forEach(
        (name, value) -> {
          String number =
              Double.isFinite(value) ? String.format(Locale.ROOT, "%.6f", value) : "null";
          text.append(",\"").append(name).append("\":").append(number);
        });
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private void write(String line) {
    try {
      writer.write(line + "\n");
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the loss log cannot be written", e);
    }
    lines++;
  }
}
