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

/** Reads a text on the model that chats use, and keeps the logits behind it. Inference thread. */
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

  private final String text;
  private final List<Integer> written;
  private final Consumer<Result> done;
  private final Consumer<String> failed;

  StepLook(String text, List<Integer> written, Consumer<Result> done, Consumer<String> failed) {
    this.text = text;
    this.written = List.copyOf(written);
    this.done = done;
    this.failed = failed;
  }

  @Override
  public void step(Engine engine) {
    List<Integer> all = new ArrayList<>();
    for (int token : engine.tokenizer().encode(text)) {
      all.add(token);
    }
    all.addAll(written);
    int[] tokens = all.stream().mapToInt(Integer::intValue).toArray();
    Keeper keeper = new Keeper();
    try (Decoder decoder = engine.newDecoder()) {
      if (tokens.length > 0 && tokens.length <= decoder.capacity()) {
        decoder.generate(tokens, ONE_TOKEN, keeper);
      }
      done.accept(new Result(engine, tokens, keeper.logits));
    } catch (BackendException broken) {
      failed.accept(String.valueOf(broken.getMessage()));
    }
  }

  @Override
  public void failed(ModelState.Failed failure) {
    failed.accept(failure.detail());
  }

  private static final class Keeper implements GenerationListener {
    private float[] logits = {}; // [V]

    @Override
    public void onLogits(float[] values) {
      logits = values.clone();
    }

    @Override
    public void onText(String delta) {}
  }
}
