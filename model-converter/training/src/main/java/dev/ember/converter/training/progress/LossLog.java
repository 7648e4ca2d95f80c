package dev.ember.converter.training.progress;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.ember.converter.training.loop.MetricsSink;
import dev.ember.converter.training.loop.StepMetrics;
import dev.ember.converter.training.text.WholeLines;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The loss curve as JSON Lines. It holds nothing that depends on the clock, so the same seed gives
 * the same file.
 */
public final class LossLog implements MetricsSink, AutoCloseable {
  private final FileChannel file;
  private final Writer writer;
  private int lines;

  private LossLog(FileChannel file, int lines) {
    this.file = file;
    this.writer = Channels.newWriter(file, StandardCharsets.UTF_8);
    this.lines = lines;
  }

  /**
   * Opens a log and keeps its first {@code lines} lines. Of one that has fewer it keeps all: a
   * curve with a gap is no reason to lose a run whose state is whole.
   *
   * @param out is told how many are missing
   */
  public static LossLog open(Path path, int lines, PrintStream out) throws IOException {
    int kept = Files.exists(path) ? WholeLines.keep(path, lines, 1) : 0;
    if (kept < lines) {
      out.printf(
          "%s: expected %d lines but found %d; the run goes on, its curve lacks the others.%n",
          path, lines, kept);
    }
    return new LossLog(FileChannel.open(path, CREATE, APPEND), kept);
  }

  /**
   * Forces all lines to the disk, before a checkpoint promises that they are there.
   *
   * @return how many they are, kept ones included
   */
  public int force() throws IOException {
    file.force(false);
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
