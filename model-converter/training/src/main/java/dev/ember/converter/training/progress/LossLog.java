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
                + "\"gradientNorm\":%.4f,\"tokens\":%d}",
            metrics.stage(),
            metrics.step(),
            metrics.loss(),
            metrics.learningRate(),
            metrics.gradientNorm(),
            metrics.tokens()));
  }

  @Override
  public void heldOut(String stage, int step, double loss) {
    write(
        String.format(
            Locale.ROOT, "{\"stage\":\"%s\",\"step\":%d,\"heldOutLoss\":%.6f}", stage, step, loss));
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
