package dev.ember.converter.export.checkpoint;

import dev.ember.inference.chat.jinja.Template;
import dev.ember.inference.chat.jinja.TemplateException;
import dev.ember.inference.json.JsonFields;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.ByteLevelBpeTokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a chat needs beside the weights, from {@code tokenizer.json}, {@code tokenizer_config.json},
 * {@code chat_template.jinja} and {@code generation_config.json}.
 *
 * @param tokenizer the text of {@code tokenizer.json}
 * @param template Jinja
 * @param bosToken text of the token that opens a prompt, or empty
 * @param eosToken text of the token that ends a turn, or empty
 * @param firstTokens ids that open a text, if the checkpoint names one
 * @param stopTokens ids that end an answer, at least one
 * @param sampling as the checkpoint wishes to be sampled
 */
public record ChatDefaults(
    String tokenizer,
    String template,
    String bosToken,
    String eosToken,
    List<Integer> firstTokens,
    List<Integer> stopTokens,
    SamplingOptions sampling) {
  private static final String TOKENIZER = "tokenizer.json";
  private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  private static final String TEMPLATE = "chat_template.jinja";
  private static final String GENERATION = "generation_config.json";

  /** The layout has no such field; transformers penalises the whole text. */
  private static final int REPETITION_WINDOW = 64;

  public ChatDefaults {
    firstTokens = List.copyOf(firstTokens);
    stopTokens = List.copyOf(stopTokens);
  }

  /**
   * @throws UnsupportedCheckpointException if a file is missing, there is no template, or nothing
   *     says which token ends an answer
   */
  public static ChatDefaults read(Path folder) throws IOException {
    JsonFields tokens = JsonFields.parse(TextFile.read(folder, TOKENIZER_CONFIG));
    JsonFields model = JsonFields.parse(TextFile.read(folder, LlamaConfig.FILE));
    JsonFields generation =
        JsonFields.parse(
            TextFile.exists(folder, GENERATION) ? TextFile.read(folder, GENERATION) : "{}");
    List<Integer> stops = ids(generation, model, "eos_token_id");
    if (stops.isEmpty()) {
      throw new UnsupportedCheckpointException(
          GENERATION, "eos_token_id", "the tokens that end an answer", "none");
    }
    return new ChatDefaults(
        TextFile.read(folder, TOKENIZER),
        template(folder, tokens),
        tokenText(tokens, "bos_token"),
        tokenText(tokens, "eos_token"),
        ids(generation, model, "bos_token_id"),
        stops,
        sampling(generation));
  }

  /**
   * Reads the tokenizer and the template as a chat will, so that a model without a voice is refused
   * here and not on a phone.
   *
   * @param vocabulary rows of the model's embedding
   * @throws dev.ember.inference.tokenizer.TokenizerFormatException if the tokenizer is of another
   *     kind
   * @throws UnsupportedCheckpointException if the tokenizer has more ids than the model has rows,
   *     or the template does not parse
   */
  public void requireUsable(int vocabulary) throws IOException {
    Tokenizer read = ByteLevelBpeTokenizer.read(new StringReader(tokenizer), TOKENIZER);
    if (read.vocabularySize() > vocabulary) {
      throw new UnsupportedCheckpointException(
          TOKENIZER, "model.vocab", "at most " + vocabulary + " ids", "" + read.vocabularySize());
    }
    try {
      Template.parse(template);
    } catch (TemplateException malformed) {
      throw new UnsupportedCheckpointException(
          TEMPLATE, "template", "Jinja", String.valueOf(malformed.getMessage()));
    }
  }

  private static String template(Path folder, JsonFields tokens) throws IOException {
    if (TextFile.exists(folder, TEMPLATE)) {
      return TextFile.read(folder, TEMPLATE);
    }
    if (tokens.isNull("chat_template")) {
      throw new UnsupportedCheckpointException(
          folder.toString(), TEMPLATE, "it, or chat_template in " + TOKENIZER_CONFIG, "neither");
    }
    return tokens.string("chat_template");
  }

  /** A token's text, written as a string or as an object with {@code content}. */
  private static String tokenText(JsonFields tokens, String name) throws IOException {
    if (tokens.isNull(name)) {
      return "";
    }
    return tokens.isObject(name) ? tokens.object(name).string("content") : tokens.string(name);
  }

  /** The ids of both files, written as a number or as an array. */
  private static List<Integer> ids(JsonFields generation, JsonFields model, String name)
      throws IOException {
    Set<Integer> ids = new LinkedHashSet<>();
    for (JsonFields fields : List.of(generation, model)) {
      if (!fields.isNull(name)) {
        ids.addAll(fields.isArray(name) ? fields.int32s(name) : List.of(fields.int32(name)));
      }
    }
    return new ArrayList<>(ids);
  }

  /** Without {@code do_sample} the layout means greedy; a filter that is absent is off. */
  private static SamplingOptions sampling(JsonFields generation) throws IOException {
    SamplingOptions off = SamplingOptions.GREEDY;
    boolean samples = !generation.isNull("do_sample") && generation.bool("do_sample");
    try {
      return new SamplingOptions(
          samples ? orDefault(generation, "temperature", 1) : 0,
          generation.isNull("top_k") ? off.topK() : generation.int32("top_k"),
          orDefault(generation, "top_p", off.topP()),
          orDefault(generation, "min_p", off.minP()),
          orDefault(generation, "repetition_penalty", off.repetitionPenalty()),
          REPETITION_WINDOW,
          off.seed());
    } catch (IllegalArgumentException impossible) {
      throw new UnsupportedCheckpointException(
          GENERATION, "sampling", "possible values", String.valueOf(impossible.getMessage()));
    }
  }

  private static float orDefault(JsonFields fields, String name, float absent) throws IOException {
    return fields.isNull(name) ? absent : fields.float32(name);
  }
}
