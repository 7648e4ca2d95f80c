package dev.ember.converter.cli.bench;

import dev.ember.inference.sample.Sampler;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.sample.TokenWindow;
import dev.ember.inference.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * What surrounds the model, on one thread: text to tokens and back, logits to a token. In processor
 * time of that thread, which other processes hardly change.
 */
public final class HostSpeed {
  /** Of the largest vocabularies in use. */
  private static final int LARGE_VOCABULARY = 150_000;

  private static final int TEXT_CHARACTERS = 2_000_000;
  private static final int DRAWS = 200;
  private static final int ROUNDS = 7; // the best counts: nothing makes code faster than it is
  private static final long SEED = 3;
  private static final double BYTES_PER_MB = 1e6;

  private HostSpeed() {}

  /**
   * Lines for people.
   *
   * @param text at least a character
   */
  public static String measure(Tokenizer tokenizer, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("expected a text but found an empty one");
    }
    StringBuilder whole = new StringBuilder();
    while (whole.length() < TEXT_CHARACTERS) {
      whole.append(text);
    }
    String input = whole.toString();
    int[] tokens = tokenizer.encode(input);
    double megabytes = input.getBytes(StandardCharsets.UTF_8).length / BYTES_PER_MB;
    double encode = megabytes / best(() -> tokenizer.encode(input));
    double decode = megabytes / best(() -> tokenizer.decode(tokens, tokens.length));
    return String.format(
        Locale.ROOT,
        "encode %.1f MB/s, decode %.1f MB/s (%d tokens in the vocabulary)%n%s%s%s",
        encode,
        decode,
        tokenizer.vocabularySize(),
        draw("greedy", SamplingOptions.GREEDY),
        draw("top-k 40, top-p 0.95", new SamplingOptions(0.8f, 40, 0.95f, 0, 1.1f, 64, SEED)),
        draw("top-p 0.95 alone", new SamplingOptions(0.8f, 0, 0.95f, 0, 1, 0, SEED)));
  }

  private static String draw(String name, SamplingOptions options) {
    float[] logits = new float[LARGE_VOCABULARY];
    Random random = new Random(SEED);
    for (int i = 0; i < logits.length; i++) {
      logits[i] = 3 * (float) random.nextGaussian(); // spread as a model's
    }
    TokenWindow recent = new TokenWindow(options.repetitionWindow());
    Sampler sampler = Sampler.of(options);
    double seconds =
        best(
            () -> {
              for (int i = 0; i < DRAWS; i++) {
                recent.add(sampler.sample(logits, recent));
              }
            });
    double millis = seconds * TimeUnit.SECONDS.toMillis(1) / DRAWS;
    return String.format(
        Locale.ROOT, "%s over %d logits: %.3f ms%n", name, LARGE_VOCABULARY, millis);
  }

  private static double best(Runnable work) {
    Stopwatch stopwatch = new Stopwatch(ProcessorTime::ofThread);
    double seconds = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      seconds = Math.min(seconds, stopwatch.time(work).processorSeconds());
    }
    return seconds;
  }
}
