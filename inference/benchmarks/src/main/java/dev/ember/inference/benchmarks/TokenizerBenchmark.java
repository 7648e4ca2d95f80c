package dev.ember.inference.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** 64 KiB of UTF-8 to tokens and back. Most pieces of the text come again, as in a chat. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // set up once before all calls
public class TokenizerBenchmark extends SingleStep {
  static final int TEXT_BYTES = 64 << 10;

  /** English, Chinese and a program. */
  private static final String PARAGRAPHS =
      """
      The keeper of the lighthouse wrote one line a day, and on the 3rd of March he wrote two: that \
      the lamp hadn't gone out, and that nobody had asked. "Who would?", said his sister.

      灯塔的守夜人每天只写一行字。三月三日那天，他写了两行：灯没有熄灭，也没有人问起。

          for (int day = 0; day < days.length; day++) {
            total += days[day].lines(); // 1 or 2
          }
      """;

  private Tokenizer tokenizer;
  private String text;
  private int[] tokens;

  @Setup
  public void open() throws IOException {
    try (Bundle bundle = Bundle.openInstalled(GivenModel.file())) {
      tokenizer = bundle.tokenizer();
    }
    text = text();
    tokens = tokenizer.encode(text);
  }

  @Benchmark
  public int[] encode() {
    return tokenizer.encode(text);
  }

  @Benchmark
  public String decode() {
    return tokenizer.decode(tokens, tokens.length);
  }

  /** The paragraphs again and again, and spaces behind the last that fits. */
  static String text() {
    int bytes = PARAGRAPHS.getBytes(UTF_8).length;
    return PARAGRAPHS.repeat(TEXT_BYTES / bytes) + " ".repeat(TEXT_BYTES % bytes);
  }
}
