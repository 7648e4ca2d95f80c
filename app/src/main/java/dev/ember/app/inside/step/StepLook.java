package dev.ember.app.inside.step;

import dev.ember.app.engine.ModelState;
import dev.ember.app.engine.ModelStudy;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Reads a text, and what was put behind it once or twice, on the model that chats use, and keeps
 * the logits. What two have in common is read once. Inference thread.
 */
final class StepLook implements ModelStudy {
  private static final GenerationOptions ONE_TOKEN =
      new GenerationOptions(SamplingOptions.GREEDY, 1, List.of());

  /** What was read; its arrays are not to be changed. */
  static final class Result {
    private final Tokenizer tokenizer;
    private final List<Integer> stopTokens;
    private final int[] tokens;
    private final float[] logits; // [V]; empty if the text does not fit

    private Result(Engine engine, int[] tokens, float[] logits) {
      this.tokenizer = engine.tokenizer();
      this.stopTokens = engine.manifest().stopTokens();
      this.tokens = tokens;
      this.logits = logits;
    }

    Tokenizer tokenizer() {
      return tokenizer;
    }

    boolean ends(int token) {
      return stopTokens.contains(token);
    }

    int[] tokens() {
      return tokens;
    }

    float[] logits() {
      return logits;
    }
  }

  private final StepStart start;
  private final List<List<Integer>> behind;
  private final Consumer<List<Result>> done;
  private final Consumer<String> failed;
  private volatile boolean cancelled;

  /**
   * @param behind the tokens put behind the start, each list for itself
   * @param done hears one result for each of them
   */
  StepLook(
      StepStart start,
      List<List<Integer>> behind,
      Consumer<List<Result>> done,
      Consumer<String> failed) {
    this.start = start;
    this.behind = List.copyOf(behind);
    this.done = done;
    this.failed = failed;
  }

  /** Nobody wants it any more: it ends before its next part, and nothing is heard. Any thread. */
  void cancel() {
    cancelled = true;
  }

  @Override
  public void step(Engine engine) {
    if (cancelled) {
      return;
    }
    int[] before = start.encoded(engine.tokenizer());
    List<Result> results = new ArrayList<>();
    try (Decoder decoder = engine.newDecoder()) {
      for (List<Integer> tokens : behind) {
        results.add(read(engine, decoder, join(before, tokens)));
      }
    } catch (BackendException broken) {
      failed.accept(String.valueOf(broken.getMessage()));
      return;
    }
    if (!cancelled) {
      done.accept(results);
    }
  }

  private static int[] join(int[] start, List<Integer> behind) {
    return IntStream.concat(IntStream.of(start), behind.stream().mapToInt(token -> token))
        .toArray();
  }

  private Result read(Engine engine, Decoder decoder, int[] tokens) {
    Keeper keeper = new Keeper(decoder);
    if (!cancelled && tokens.length > 0 && tokens.length <= decoder.capacity()) {
      decoder.generate(tokens, ONE_TOKEN, keeper);
    }
    return new Result(engine, tokens, keeper.logits);
  }

  @Override
  public void failed(ModelState.Failed failure) {
    failed.accept(failure.detail());
  }

  /** Keeps the logits, unless nobody wants them any more. */
  private final class Keeper implements GenerationListener {
    private final Decoder decoder;
    private float[] logits = {}; // [V]

    Keeper(Decoder decoder) {
      this.decoder = decoder;
    }

    @Override
    public void onPrefill(int done, int total) {
      if (cancelled) {
        decoder.cancel();
      }
    }

    @Override
    public void onLogits(float[] values) {
      logits = values.clone();
    }

    @Override
    public void onText(String delta) {}
  }
}
