package dev.ember.app.testing;

import dev.ember.app.engine.ModelSource;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A real decoder of random weights: it means nothing by it, but it computes. */
public final class ThinkingModel implements ModelSource {
  /** So that an answer is neither always the same word nor noise alone. */
  public static final SamplingOptions SAMPLING =
      new SamplingOptions(0.8f, 40, 0.95f, 0, 1.1f, 64, 0);

  private static final int CONTEXT = 128;
  private static final long WEIGHTS = 4;
  private static final String END_OF_TURN = "<|im_end|>";

  /** The same decoder again, for who computes beside the app. */
  public static ReferenceBackend backend() {
    return new ReferenceBackend(SmallModel.weights(config(), WEIGHTS));
  }

  private static DecoderConfig config() {
    return SmallModel.config(CONTEXT, true);
  }

  @Override
  public Engine open() throws IOException {
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT_VERSION,
            "Thinking",
            "llama",
            config(),
            "float32",
            List.of(),
            List.of(),
            "",
            END_OF_TURN,
            List.of(SmallTokenizer.IM_END),
            SAMPLING,
            1,
            Map.of(),
            List.of());
    return new Engine(
        manifest,
        SmallTokenizer.create(),
        new ChatTemplate(SmallBundle.CHAT_TEMPLATE, "", END_OF_TURN),
        backend());
  }
}
