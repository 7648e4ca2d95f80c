package dev.ember.app.screens;

import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;

/** A model of bytes that says what it is told to. */
final class ScriptedModel {
  private static final int CONTEXT = 512;

  private static final String TEMPLATE =
      "{% for message in messages %}<|im_start|>{{ message['role'] }}\n"
          + "{{ message['content'] }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n";

  private ScriptedModel() {}

  static Engine engine(Backend backend) throws IOException {
    SamplingOptions sampling = new SamplingOptions(0.7f, 40, 0.92f, 0.05f, 1.1f, 64, 0);
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT_VERSION,
            "Ember Tiny",
            "llama",
            config(),
            "float32",
            List.of(),
            List.of(),
            "",
            "<|im_end|>",
            List.of(SmallTokenizer.IM_END),
            sampling,
            0,
            Map.of(),
            List.of());
    return new Engine(
        manifest,
        SubwordTokenizer.read(new StringReader(SmallTokenizer.json()), "tokenizer.json"),
        new ChatTemplate(TEMPLATE, "", "<|im_end|>"),
        backend);
  }

  static DecoderConfig config() {
    return DecoderConfig.llama(SmallTokenizer.VOCABULARY, CONTEXT)
        .hidden(4)
        .layers(1)
        .heads(1, 1)
        .headSize(2)
        .feedForward(4)
        .tied(true)
        .build();
  }
}
