package dev.ember.converter.cli;

import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.converter.cli.option.EngineSource;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.tokenizer.ByteLevelBpeTokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Opens bundles, checked byte by byte, on the backend that the user names. */
final class BundleEngines implements EngineSource {

  @Override
  public Engine open(Path model, BackendArguments arguments) throws IOException {
    try (Bundle bundle = Bundle.open(model)) {
      Tokenizer tokenizer = tokenizer(bundle);
      ChatTemplate template = new ChatTemplate(text(bundle, EntryName.CHAT_TEMPLATE));
      return new Engine(bundle.manifest(), tokenizer, template, backend(bundle, arguments));
    }
  }

  static Tokenizer tokenizer(Bundle bundle) throws IOException {
    String json = text(bundle, EntryName.TOKENIZER);
    return ByteLevelBpeTokenizer.read(new StringReader(json), bundle.path().toString());
  }

  static String text(Bundle bundle, String entry) {
    return StandardCharsets.UTF_8.decode(bundle.entry(entry)).toString();
  }

  private static Backend backend(Bundle bundle, BackendArguments arguments) {
    return switch (arguments.backend()) {
      case TFLITE -> TfliteBackend.open(bundle, arguments.threads());
      case REFERENCE -> new ReferenceBackend(bundle);
    };
  }
}
