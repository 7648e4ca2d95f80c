package dev.ember.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.data.SamplingSettings;
import dev.ember.app.engine.ModelSource;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;

/** A real decoder of random weights: it means nothing by it, but it computes. */
public final class ThinkingModel implements ModelSource {
  /** So that an answer is neither always the same word nor noise alone. */
  public static final SamplingOptions SAMPLING =
      new SamplingOptions(0.8f, 40, 0.95f, 0, 1.1f, 64, 0);

  private static final int CONTEXT = 128;
  private static final long WEIGHTS = 4;

  /** The same decoder again, for who computes beside the app. */
  public static ReferenceBackend backend() {
    return new ReferenceBackend(SmallModel.weights(config(), WEIGHTS));
  }

  /**
   * Asks the app's model a question, in a chat of its own that draws as {@link #SAMPLING} does.
   *
   * @param longest the answer, in tokens
   * @return the chat, once it is answered
   */
  public static long answer(AppRule app, int longest) {
    long chatId = app.newChat("A");
    SamplingSettings settings = SamplingSettings.of(SAMPLING).withMaxTokens(longest);
    app.onDisk(() -> app.repository().setSampling(chatId, settings));
    assertThat(app.engine().send(chatId, "Why?")).isTrue();
    app.settle();
    return chatId;
  }

  private static DecoderConfig config() {
    return SmallModel.config(CONTEXT, true);
  }

  @Override
  public Engine open() throws IOException {
    return new SmallEngine("Thinking", SmallBundle.CHAT_TEMPLATE, SAMPLING, 1)
        .over(backend(), SmallTokenizer.create());
  }
}
