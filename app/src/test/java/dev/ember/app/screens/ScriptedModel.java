package dev.ember.app.screens;

import dev.ember.app.library.ModelCard;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.testing.SmallEngine;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;

/** A model of bytes that says what it is told to. */
final class ScriptedModel {
  static final String NAME = "Ember Small";
  static final int CONTEXT = 512;

  static final String TEMPLATE =
      "{% for message in messages %}<|im_start|>{{ message['role'] }}\n"
          + "{{ message['content'] }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n";

  private ScriptedModel() {}

  static Engine engine(Backend backend) throws IOException {
    SamplingOptions sampling = new SamplingOptions(0.7f, 40, 0.92f, 0.05f, 1.1f, 64, 0);
    return new SmallEngine(NAME, TEMPLATE, sampling, 0).over(backend, SmallTokenizer.create());
  }

  /** As the library lists it. */
  static ModelCard card() {
    return card(ModelLibrary.BUILT_IN);
  }

  /** The same under another id. */
  static ModelCard card(String id) {
    return new ModelCard(
        id,
        NAME,
        1,
        "",
        "llama",
        "float32",
        new ModelCard.Shape(1, 4, 1, 1, 16),
        1,
        CONTEXT,
        1,
        "",
        "",
        "",
        0);
  }

  static DecoderConfig config() {
    return config(SmallTokenizer.VOCABULARY);
  }

  /** The same size with another vocabulary. */
  static DecoderConfig config(int vocabulary) {
    return DecoderConfig.llama(vocabulary, CONTEXT)
        .hidden(4)
        .layers(1)
        .heads(1, 1)
        .headSize(2)
        .feedForward(4)
        .tied(true)
        .build();
  }
}
