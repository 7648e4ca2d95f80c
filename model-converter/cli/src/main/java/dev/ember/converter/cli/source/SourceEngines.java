package dev.ember.converter.cli.source;

import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.chat.jinja.TemplateException;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes an engine of a source, as if it had been imported at float32. */
public final class SourceEngines {
  /** In place of the template of a model that has none. */
  private static final String NO_TEMPLATE =
      "{{ raise_exception('this model has no chat template: continue a text by --raw') }}";

  private SourceEngines() {}

  /**
   * Opens a source's weights, tokenizer and template.
   *
   * @throws UnsupportedCheckpointException if it has no tokenizer
   * @throws IOException if a part of it cannot be read
   */
  public static Engine open(ModelSource source, BackendArguments arguments) throws IOException {
    SourceChat chat = source.chat();
    Tokenizer tokenizer = tokenizer(source, chat.tokenizer());
    ChatTemplate template = template(chat);
    Backend backend = SourceBackends.open(source, arguments);
    return new Engine(manifest(source, chat, backend), tokenizer, template, backend);
  }

  private static Tokenizer tokenizer(ModelSource source, @Nullable String json) throws IOException {
    if (json == null) {
      throw new UnsupportedCheckpointException(
          source.description(), "tokenizer", "tokenizer.json, or another form of it", "none");
    }
    return SubwordTokenizer.read(new StringReader(json), source.description());
  }

  private static ChatTemplate template(SourceChat chat) throws IOException {
    String template = chat.template();
    try {
      return new ChatTemplate(
          template != null ? template : NO_TEMPLATE, chat.bosToken(), chat.eosToken());
    } catch (TemplateException malformed) {
      throw new IOException("chat template: " + malformed.getMessage(), malformed);
    }
  }

  private static Manifest manifest(ModelSource source, SourceChat chat, Backend backend) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        source.description(),
        source.description(),
        backend.config(),
        "float32",
        List.of(),
        List.of(),
        chat.bosToken(),
        chat.eosToken(),
        chat.stopTokens(),
        chat.sampling(),
        0,
        Map.of(),
        List.of());
  }
}
