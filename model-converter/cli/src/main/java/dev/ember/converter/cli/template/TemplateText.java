package dev.ember.converter.cli.template;

import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.SourceFormat;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.chat.KnownTemplate;
import dev.ember.inference.chat.TemplateVariables;
import dev.ember.inference.file.Utf8File;
import dev.ember.inference.json.JsonFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A chat template where a user names it, with the special tokens that come along.
 *
 * @param origin where it was found, for messages
 * @param source Jinja
 * @param bosToken text of {@code bos_token}, or empty if the place does not tell
 * @param eosToken text of {@code eos_token}, or empty if the place does not tell
 */
public record TemplateText(String origin, String source, String bosToken, String eosToken) {
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  private static final String TEMPLATE_FILE = "chat_template.jinja";
  private static final String FIELD = "chat_template";

  /**
   * Finds the template of a model, a template's own file, or a known template by its name.
   *
   * @throws IOException if there is none, or the place cannot be read
   */
  public static TemplateText open(String place) throws IOException {
    Path path = Path.of(place);
    if (!Files.exists(path)) {
      return known(place);
    }
    return switch (SourceFormat.of(path)) {
      case EMBER_BUNDLE -> ofBundle(path);
      case OTHER_FOLDER -> ofFolder(path);
      case OTHER_FILE -> ofFile(path);
      default -> ofModel(path);
    };
  }

  /** The variables with what this place tells of the special tokens. */
  public TemplateVariables withDefaults(TemplateVariables variables) {
    TemplateVariables more = variables;
    if (!bosToken.isEmpty()) {
      more = more.withDefault("bos_token", bosToken);
    }
    return eosToken.isEmpty() ? more : more.withDefault("eos_token", eosToken);
  }

  private static TemplateText known(String name) throws NoSuchFileException {
    KnownTemplate template = KnownTemplate.named(name);
    if (template == null) {
      throw new NoSuchFileException(
          name,
          null,
          "no such file, nor a known template; those are "
              + String.join(", ", KnownTemplate.names()));
    }
    return new TemplateText(name, template.source(), template.bosToken(), template.eosToken());
  }

  private static TemplateText ofBundle(Path path) throws IOException {
    try (Bundle bundle = Bundle.open(path)) {
      ChatTemplate template = bundle.template();
      return new TemplateText(
          path.toString(), template.source(), template.bosToken(), template.eosToken());
    }
  }

  private static TemplateText ofModel(Path path) throws IOException {
    try (ModelSource model = ModelSources.open(path)) {
      SourceChat chat = model.chat();
      String template = chat.template();
      if (template == null) {
        throw missing(path);
      }
      return new TemplateText(path.toString(), template, chat.bosToken(), chat.eosToken());
    }
  }

  /** A tokenizer's folder, without a model. */
  private static TemplateText ofFolder(Path folder) throws IOException {
    Path config = folder.resolve(TOKENIZER_CONFIG);
    Path template = folder.resolve(TEMPLATE_FILE);
    String own = Files.exists(template) ? Utf8File.read(template) : null;
    if (!Files.exists(config)) {
      if (own == null) {
        throw missing(folder);
      }
      return new TemplateText(template.toString(), own, "", "");
    }
    return ofTokenizerConfig(config, own);
  }

  private static TemplateText ofFile(Path file) throws IOException {
    String text = Utf8File.read(file);
    return isJsonObject(text)
        ? ofTokenizerConfig(file, null)
        : new TemplateText(file.toString(), text, "", "");
  }

  private static TemplateText ofTokenizerConfig(Path config, @Nullable String own)
      throws IOException {
    JsonFields fields = JsonFields.parse(Utf8File.read(config));
    if (own == null && fields.isNull(FIELD)) {
      throw missing(config);
    }
    String template = own != null ? own : fields.string(FIELD);
    return new TemplateText(
        config.toString(), template, token(fields, "bos_token"), token(fields, "eos_token"));
  }

  private static String token(JsonFields fields, String name) throws IOException {
    if (fields.isNull(name)) {
      return "";
    }
    return fields.isObject(name) ? fields.object(name).string("content") : fields.string(name);
  }

  /** After its brace a JSON object has a name or its end, a Jinja text has {@code {}, % or #}. */
  private static boolean isJsonObject(String text) {
    String start = text.stripLeading();
    if (!start.startsWith("{")) {
      return false;
    }
    String rest = start.substring(1).stripLeading();
    return rest.startsWith("\"") || rest.startsWith("}");
  }

  private static IOException missing(Path place) {
    return new IOException(place + ": expected a chat template but found none");
  }
}
