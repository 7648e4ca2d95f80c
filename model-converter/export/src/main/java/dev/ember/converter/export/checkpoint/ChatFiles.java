package dev.ember.converter.export.checkpoint;

import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.json.JsonFields;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a folder has for a chat, all of it optional: {@code tokenizer.json} (or {@code
 * tokenizer.model}), {@code tokenizer_config.json}, {@code special_tokens_map.json}, {@code
 * chat_template.jinja} and {@code generation_config.json}.
 */
final class ChatFiles {
  private static final String TOKENIZER = "tokenizer.json";
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  private static final String SPECIAL_TOKENS = "special_tokens_map.json";
  private static final String TEMPLATE = "chat_template.jinja";
  private static final String TEMPLATE_KEY = "chat_template";

  /** Of several templates the one for plain chats, as transformers names it. */
  private static final String DEFAULT_TEMPLATE = "default";

  private static final String GENERATION = "generation_config.json";

  /** As much as a bundle takes (docs/BUNDLE.md). */
  private static final int MAX_TOKENIZER_BYTES = 64 << 20;

  private static final int MAX_TEMPLATE_BYTES = 1 << 20;

  /** Llama 3's tokenizer_config.json has 50 kB, Gemma's 1.1 MB. */
  private static final int MAX_CONFIG_BYTES = 8 << 20;

  /** The layout has no such field; transformers penalises the whole text. */
  private static final int REPETITION_WINDOW = 64;

  private final Path folder;
  private final JsonFields tokens;
  private final JsonFields specialTokens;
  private final JsonFields model;
  private final JsonFields generation;

  private ChatFiles(Path folder) throws IOException {
    this.folder = folder;
    tokens = fields(folder, TOKENIZER_CONFIG);
    specialTokens = fields(folder, SPECIAL_TOKENS);
    model = fields(folder, ConfigFile.FILE);
    generation = fields(folder, GENERATION);
  }

  /**
   * @throws dev.ember.inference.json.JsonFormatException if a file is not as the layout has it
   * @throws UnsupportedCheckpointException if a file is not UTF-8, or asks for impossible sampling
   */
  static SourceChat read(Path folder) throws IOException {
    return new ChatFiles(folder).read();
  }

  private SourceChat read() throws IOException {
    return new SourceChat(
        tokenizer(),
        template(),
        tokenText("bos_token"),
        tokenText("eos_token"),
        ids("bos_token_id"),
        ids("eos_token_id"),
        sampling());
  }

  private static JsonFields fields(Path folder, String file) throws IOException {
    return TextFile.exists(folder, file)
        ? TextFile.fields(folder, file, MAX_CONFIG_BYTES)
        : JsonFields.parse("{}", file);
  }

  private @Nullable String textOrNull(String file, int maxBytes) throws IOException {
    return TextFile.exists(folder, file) ? TextFile.read(folder, file, maxBytes) : null;
  }

  /** What is not written as {@code tokenizer.json} is written so here. */
  private @Nullable String tokenizer() throws IOException {
    String json = textOrNull(TOKENIZER, MAX_TOKENIZER_BYTES);
    if (json != null || !TextFile.exists(folder, SentencePieceFile.FILE)) {
      return json;
    }
    return SentencePieceFile.read(folder, tokens, tokenText("bos_token"), MAX_TOKENIZER_BYTES);
  }

  private @Nullable String template() throws IOException {
    String own = textOrNull(TEMPLATE, MAX_TEMPLATE_BYTES);
    if (own != null || tokens.isNull(TEMPLATE_KEY)) {
      return own;
    }
    return tokens.isArray(TEMPLATE_KEY) ? namedTemplate() : tokens.string(TEMPLATE_KEY);
  }

  /** One of {@code [{"name": "default", "template": "..."}, ...]}. */
  private String namedTemplate() throws IOException {
    Map<String, String> byName = new LinkedHashMap<>();
    tokens.objects(
        TEMPLATE_KEY, named -> byName.put(named.string("name"), named.string("template")));
    String chosen = byName.get(DEFAULT_TEMPLATE);
    if (chosen == null) {
      throw new UnsupportedCheckpointException(
          TOKENIZER_CONFIG,
          TEMPLATE_KEY,
          "a template named " + DEFAULT_TEMPLATE,
          byName.keySet().toString());
    }
    return chosen;
  }

  /** A token's text, written as a string or as an object with {@code content}. */
  private String tokenText(String name) throws IOException {
    JsonFields fields = tokens.isNull(name) ? specialTokens : tokens;
    if (fields.isNull(name)) {
      return "";
    }
    return fields.isObject(name) ? fields.object(name).string("content") : fields.string(name);
  }

  /** The ids of both files, written as a number or as an array. */
  private List<Integer> ids(String name) throws IOException {
    Set<Integer> ids = new LinkedHashSet<>();
    for (JsonFields fields : List.of(generation, model)) {
      if (!fields.isNull(name)) {
        ids.addAll(fields.isArray(name) ? fields.int32s(name) : List.of(fields.int32(name)));
      }
    }
    return new ArrayList<>(ids);
  }

  /** Without {@code do_sample} the layout means greedy; a filter that is absent is off. */
  private SamplingOptions sampling() throws IOException {
    SamplingOptions off = SamplingOptions.GREEDY;
    boolean samples = !generation.isNull("do_sample") && generation.bool("do_sample");
    try {
      return new SamplingOptions(
          samples ? orDefault("temperature", 1) : 0,
          generation.isNull("top_k") ? off.topK() : generation.int32("top_k"),
          orDefault("top_p", off.topP()),
          orDefault("min_p", off.minP()),
          orDefault("repetition_penalty", off.repetitionPenalty()),
          REPETITION_WINDOW,
          off.seed());
    } catch (IllegalArgumentException impossible) {
      throw new UnsupportedCheckpointException(
          GENERATION, "sampling", "possible values", String.valueOf(impossible.getMessage()));
    }
  }

  private float orDefault(String name, float absent) throws IOException {
    return generation.isNull(name) ? absent : generation.float32(name);
  }
}
