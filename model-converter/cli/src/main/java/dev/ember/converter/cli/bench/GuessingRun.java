package dev.ember.converter.cli.bench;

import dev.ember.inference.Conversation;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.chat.Message;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Answers each {@link Workload} with guesses and without, in turn, and says what that gains. */
public final class GuessingRun {
  private static final int ANSWER_TOKENS = 120;
  private static final float WARM = 0.7f;
  private static final long SEED = 5;

  private GuessingRun() {}

  /** Gives the rows of a table in Markdown as they come; medians of {@code rounds}. */
  public static void measure(Bundle bundle, Backend backend, int rounds, Consumer<String> rows)
      throws IOException {
    rows.accept("| workload | sampling | plain tok/s | with guesses tok/s | ratio | same text |");
    rows.accept("|---|---|---|---|---|---|");
    for (Workload workload : Workload.values()) {
      for (float temperature : new float[] {0, WARM}) {
        SamplingOptions sampling =
            SamplingOptions.GREEDY.withTemperature(temperature).withSeed(SEED);
        rows.accept(row(bundle, backend, workload, sampling, rounds));
      }
    }
  }

  private static String row(
      Bundle bundle, Backend backend, Workload workload, SamplingOptions sampling, int rounds)
      throws IOException {
    List<Double> plain = new ArrayList<>();
    List<Double> guessed = new ArrayList<>();
    boolean same = true;
    for (int round = 0; round <= rounds; round++) { // the first one only warms up
      GenerationResult without = answer(Engine.open(bundle, backend), workload, sampling);
      GenerationResult with = answer(Engine.open(bundle, backend).guessing(), workload, sampling);
      same &= with.text().equals(without.text());
      if (round > 0 && without.decodeNanos() > 0 && with.decodeNanos() > 0) {
        plain.add(speed(without));
        guessed.add(speed(with));
      }
    }
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s |",
        workload.name().toLowerCase(Locale.ROOT),
        sampling.temperature() == 0 ? "greedy" : "temperature " + sampling.temperature(),
        figure("%.1f", Median.of(plain)),
        figure("%.1f", Median.of(guessed)),
        figure("%.2f", Median.of(guessed) / Median.of(plain)),
        same ? "yes" : "no");
  }

  /** An answer that ended with its first token, which the prompt gives, has no speed. */
  private static String figure(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
  }

  /** The engine is not closed, for that would close the backend. */
  private static GenerationResult answer(
      Engine engine, Workload workload, SamplingOptions sampling) {
    GenerationOptions options = new GenerationOptions(sampling, ANSWER_TOKENS, List.of());
    try (Conversation chat = engine.newConversation()) {
      return chat.generate(List.of(Message.user(workload.request())), options, delta -> {});
    }
  }

  private static double speed(GenerationResult result) {
    double seconds = result.decodeNanos() / (double) TimeUnit.SECONDS.toNanos(1);
    return result.generatedTokens() / seconds;
  }
}
