package dev.ember.converter.cli.bench;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.tflite.PackedWeights;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.MemorySum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * How near the writing of tokens comes to the roofline (Williams, Waterman and Patterson, 2009),
 * which for one token at a time is memory: each weight is read for each token, and the keys and
 * values of all that came before. Memory and model take turns, round by round.
 *
 * @param bytesPerSecond that memory gives to as many threads
 * @param bytesPerToken that have to be read for a token in the middle of the answer
 * @param tokensPerSecond that were written
 */
public record Roofline(double bytesPerSecond, double bytesPerToken, double tokensPerSecond) {
  private static final double GIGA = 1e9;
  private static final double PERCENT = 100;

  /**
   * Gives the rows of a table in Markdown as they come; medians of {@code rounds}.
   *
   * @param notes gets a line about each protocol that is left out
   */
  public static void measure(
      Path file,
      List<Integer> threads,
      List<Protocol> protocols,
      int rounds,
      Consumer<String> rows,
      Consumer<String> notes)
      throws IOException {
    rows.accept(
        "| protocol | threads | memory GB/s | MB a token | roof tok/s | decode tok/s | of the roof"
            + " |");
    rows.accept("|---|---|---|---|---|---|---|");
    try (Bundle bundle = Bundle.openInstalled(file)) {
      for (int count : threads) {
        try (Backend backend = TfliteBackend.open(bundle, count, PackedWeights.ON_DISK);
            MemoryStream memory = new MemoryStream(count, MemoryStream.BYTES)) {
          for (Protocol protocol : protocols) {
            SpeedRun run = new SpeedRun(backend, protocol, count);
            if (run.fits()) {
              rows.accept(measure(bundle, run, protocol, memory, rounds).row(protocol, count));
            } else {
              notes.accept(protocol + SpeedBench.LEFT_OUT);
            }
          }
        }
      }
    }
  }

  private static Roofline measure(
      Bundle bundle, SpeedRun run, Protocol protocol, MemoryStream memory, int rounds) {
    Yardstick yardstick = new Yardstick();
    List<Double> bytesPerSecond = new ArrayList<>();
    run.warmUp(yardstick);
    memory.bytesPerSecond();
    for (int round = 0; round < rounds; round++) {
      run.round(yardstick);
      bytesPerSecond.add(memory.bytesPerSecond());
    }
    return new Roofline(
        Median.of(bytesPerSecond),
        bytesPerToken(bundle, protocol),
        run.figures().decodeTokensPerSecond());
  }

  /** The weights as they are read, and the cache as full as it is in the middle of the answer. */
  static double bytesPerToken(Bundle bundle, Protocol protocol) {
    double filled = protocol.promptTokens() + protocol.answerTokens() / 2.0;
    return MemorySum.of(bundle.manifest()).readBytes()
        + filled * bundle.manifest().config().cacheBytesPerToken();
  }

  /** Tokens a second if nothing but memory held it up. */
  public double roof() {
    return bytesPerSecond / bytesPerToken;
  }

  String row(Protocol protocol, int threads) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.1f | %.1f | %.1f | %.1f | %.0f %% |",
        protocol,
        threads,
        bytesPerSecond / GIGA,
        BenchReport.megabytes(Math.round(bytesPerToken)),
        roof(),
        tokensPerSecond,
        PERCENT * tokensPerSecond / roof());
  }
}
