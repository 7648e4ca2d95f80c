package dev.ember.converter.export.checkpoint;

import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.json.JsonFields;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a folder has for a chat, all of it optional: {@code tokenizer.json}, {@code
 * tokenizer_config.json}, {@code chat_template.jinja} and {@code generation_config.json}.
 */
final class ChatFiles {
  private static final String TOKENIZER = "tokenizer.json";
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  private static final String TEMPLATE = "chat_template.jinja";
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
  private final JsonFields model;
  private final JsonFields generation;

  private ChatFiles(Path folder) throws IOException {
    this.folder = folder;
    tokens = fields(folder, TOKENIZER_CONFIG);
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
        textOrNull(TOKENIZER, MAX_TOKENIZER_BYTES),
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

  private @Nullable String template() throws IOException {
    String own = textOrNull(TEMPLATE, MAX_TEMPLATE_BYTES);
    if (own != null || tokens.isNull("chat_template")) {
      return own;
    }
    return tokens.string("chat_template");
  }

  /** A token's text, written as a string or as an object with {@code content}. */
  private String tokenText(String name) throws IOException {
    if (tokens.isNull(name)) {
      return "";
    }
    return tokens.isObject(name) ? tokens.object(name).string("content") : tokens.string(name);
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
