package dev.ember.converter.cli.chat;

import dev.ember.inference.decode.GenerationResult;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the answers of a chat cost, the last and all together. */
final class ChatStatistics {
  private static final double NANOS_PER_SECOND = 1e9;

  private @Nullable GenerationResult last;
  private int answers;
  private long readTokens;
  private long writtenTokens;
  private long prefillNanos;
  private long decodeNanos;

  void add(GenerationResult result) {
    last = result;
    answers++;
    readTokens += (long) result.promptTokens() - result.reusedTokens();
    writtenTokens += result.generatedTokens();
    prefillNanos += result.prefillNanos();
    decodeNanos += result.decodeNanos();
  }

  /** For people. */
  List<String> lines() {
    GenerationResult result = last;
    if (result == null) {
      return List.of("no answer yet");
    }
    int read = result.promptTokens() - result.reusedTokens();
    String lastLine =
        line(
            "last answer",
            read,
            result.prefillNanos(),
            result.generatedTokens(),
            result.decodeNanos());
    return List.of(
        lastLine + ", " + result.reusedTokens() + " kept from before",
        line(answers + " in all", readTokens, prefillNanos, writtenTokens, decodeNanos));
  }

  private static String line(
      String name, long read, long prefillNanos, long written, long decodeNanos) {
    return String.format(
        Locale.ROOT,
        "%-12s read %d tokens (%s), wrote %d (%s)",
        name + ":",
        read,
        speed(read, prefillNanos),
        written,
        speed(written, decodeNanos));
  }

  private static String speed(long tokens, long nanos) {
    if (tokens == 0 || nanos == 0) {
      return "-";
    }
    return String.format(Locale.ROOT, "%.0f/s", tokens * NANOS_PER_SECOND / nanos);
  }
}
