package dev.ember.app.testing;

import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.Tokenizer;
import java.util.List;
import java.util.Map;

/**
 * An engine without a bundle, over a backend and a tokenizer of the test's own.
 *
 * @param name of the model, for the screens
 * @param template of the chat, in Jinja
 * @param memoryBytes that the manifest names
 */
public record SmallEngine(
    String name, String template, SamplingOptions sampling, long memoryBytes) {
  private static final String END_OF_TURN = "<|im_end|>";

  /**
   * The engine.
   *
   * @param tokenizer {@link SmallTokenizer}'s, or one with more words
   */
  public Engine over(Backend backend, Tokenizer tokenizer) {
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT_VERSION,
            name,
            "llama",
            backend.config(),
            "float32",
            List.of(),
            List.of(),
            "",
            END_OF_TURN,
            List.of(SmallTokenizer.IM_END),
            sampling,
            memoryBytes,
            Map.of(),
            List.of());
    return new Engine(manifest, tokenizer, new ChatTemplate(template, "", END_OF_TURN), backend);
  }
}
