package dev.ember.app.engine;

import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationListener;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.sample.SamplingOptions;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text with the conversation of a look, which does not read again what its cache holds of
 * it, and keeps the logits behind it. Inference thread.
 */
public final class LogitsBehind implements GenerationListener {
  private static final GenerationOptions ONE_TOKEN =
      new GenerationOptions(SamplingOptions.GREEDY, 1, List.of());

  private final AnswerLook.Sight sight;
  private final BooleanSupplier unwanted;
  private float[] logits = {}; // [V]

  private LogitsBehind(AnswerLook.Sight sight, BooleanSupplier unwanted) {
    this.sight = sight;
    this.unwanted = unwanted;
  }

  /**
   * What the model says behind a text, {@code [V]}; empty if the text is, or does not fit; null if
   * a chat asked meanwhile or nobody wants it any more.
   *
   * @param prompt read as prompts are; with none, all is
   * @param written an answer to it, whose tokens are read one at a time, as when they were written
   * @param unwanted asked between chunks
   * @throws dev.ember.inference.backend.BackendException if the runtime breaks
   */
  public static float @Nullable [] read(
      AnswerLook.Sight sight, int[] prompt, int[] written, BooleanSupplier unwanted) {
    LogitsBehind behind = new LogitsBehind(sight, unwanted);
    if (prompt.length == 0) {
      return written.length == 0 || behind.readAll(written, prompt) ? behind.logits : null;
    }
    return behind.readAll(prompt, written) ? behind.logits : null;
  }

  private boolean readAll(int[] prompt, int[] written) {
    return sight.conversation().generate(prompt, written, ONE_TOKEN, this).reason()
        != FinishReason.CANCELLED;
  }

  @Override
  public void onPrefill(int done, int total) {
    if (unwanted.getAsBoolean() || sight.chatWaits().getAsBoolean()) {
      sight.conversation().cancel();
    }
  }

  @Override
  public void onLogits(float[] values) {
    logits = values.clone();
  }

  @Override
  public void onText(String delta) {}
}
