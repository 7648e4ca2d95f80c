package dev.ember.converter.training.progress;

import dev.ember.converter.training.loop.MetricsSink;
import dev.ember.converter.training.loop.StepMetrics;
import dev.ember.converter.training.text.WholeLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;

/**
 * How fast each step was, as JSON Lines: all that depends on the clock, apart from the {@link
 * LossLog}. A step that was lost by a stop and done again stands here twice.
 */
public final class SpeedLog implements MetricsSink, AutoCloseable {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Writer writer;

  private SpeedLog(Writer writer) {
    this.writer = writer;
  }

  /**
   * Opens a log.
   *
   * @param keep whether to go on behind what an earlier run wrote
   */
  public static SpeedLog open(Path path, boolean keep) throws IOException {
    if (keep && Files.exists(path)) {
      WholeLines.keep(path, Integer.MAX_VALUE, 1); // a kill may have cut the last one
    }
    StandardOpenOption how =
        keep ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    return new SpeedLog(
        Files.newBufferedWriter(
            path,
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            how));
  }

  @Override
  public void step(StepMetrics metrics) {
    double seconds = metrics.nanos() / NANOS_PER_SECOND;
    try {
      writer.write(
          String.format(
              Locale.ROOT,
              "{\"stage\":\"%s\",\"step\":%d,\"seconds\":%.4f,\"tokensPerSecond\":%.1f}%n",
              metrics.stage(),
              metrics.step(),
              seconds,
              metrics.tokens() / seconds));
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the log of speeds cannot be written", e);
    }
  }

  @Override
  public void judged(String stage, int step, Map<String, Double> measures) {
    // What a model is judged by does not depend on the clock.
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
