package dev.ember.app.inside.step;

import dev.ember.app.engine.AnswerLook;
import dev.ember.app.engine.LogitsBehind;
import dev.ember.app.engine.ModelState;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.tokenizer.Tokenizer;
import dev.ember.inference.tokenizer.TokenizerException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads a text, and what was put behind it once or twice, on the model that chats use, and keeps
 * the logits. It reads with the conversation that the chats have: what its caches hold of a text,
 * of the step before or of the very answer that is gone on with, is not read again.
 *
 * <h2>Threading model</h2>
 *
 * Made on any thread, looks on the inference thread, and answers its listener there, once at most.
 */
final class StepLook implements AnswerLook {
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

  /** Hears what came of it. Inference thread. */
  interface Listener {
    /** One result for each of the texts. */
    void read(List<Result> results);

    /** A chat asks: read again later. */
    void later();

    void failed(ModelState.Failed why);
  }

  private final StepStart start;
  private final List<List<Integer>> behind;
  private final Listener listener;
  private volatile boolean cancelled;

  /**
   * @param behind the tokens put behind the start, each list for itself
   */
  StepLook(StepStart start, List<List<Integer>> behind, Listener listener) {
    this.start = start;
    this.behind = List.copyOf(behind);
    this.listener = listener;
  }

  /** Nobody wants it any more: it ends before its next part, and nothing is heard. Any thread. */
  void cancel() {
    cancelled = true;
  }

  @Override
  public void look(Sight sight) {
    if (cancelled) {
      return;
    }
    List<Result> results = new ArrayList<>();
    try {
      int[] before = start.encoded(sight.engine().tokenizer());
      for (List<Integer> tokens : behind) {
        int[] text = join(before, tokens);
        int read = Math.min(tokens.size(), 1); // alone, as an answer's next one is
        float[] logits =
            LogitsBehind.read(
                sight,
                Arrays.copyOf(text, text.length - read),
                Arrays.copyOfRange(text, text.length - read, text.length),
                () -> cancelled);
        if (cancelled) {
          return;
        }
        if (logits == null) {
          listener.later();
          return;
        }
        results.add(new Result(sight.engine(), text, logits));
      }
    } catch (BackendException | TokenizerException broken) {
      failed(new ModelState.Failed(ModelState.Fault.RUNTIME, String.valueOf(broken.getMessage())));
      return;
    }
    listener.read(results);
  }

  private static int[] join(int[] start, List<Integer> behind) {
    return IntStream.concat(IntStream.of(start), behind.stream().mapToInt(token -> token))
        .toArray();
  }

  @Override
  public void failed(ModelState.Failed failure) {
    listener.failed(failure);
  }
}
