package dev.ember.converter.training.checkpoint;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.encode.SpecialTokens;
import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.converter.training.model.Parameters;
import dev.ember.inference.checkpoint.SafetensorsType;
import dev.ember.inference.checkpoint.SafetensorsWriter;
import dev.ember.inference.file.AtomicFile;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A model as a folder in the layout of Hugging Face's transformers: what every other tool of the
 * field reads, where a family of theirs computes the same ({@link CheckpointForm}).
 */
public final class HuggingFaceFolder {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final Path folder;

  public HuggingFaceFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes {@code model.safetensors}: float32, Hugging Face's names. */
  public void writeWeights(Parameters parameters) throws IOException {
    writeWeights(parameters, SafetensorsType.F32);
  }

  /**
   * Writes {@code model.safetensors}: F32 or BF16, Hugging Face's names. A file that holds the same
   * already stays as it is, so that whoever goes by its age, as recipes do, need not do the work
   * that stands on it again.
   */
  void writeWeights(Parameters parameters, SafetensorsType type) throws IOException {
    float[] flat = parameters.toArray();
    ParameterLayout layout = parameters.layout();
    SafetensorsWriter writer = new SafetensorsWriter(type).metadata("format", "pt");
    CheckpointForm.of(layout.config())
        .addTensors(layout.config(), new StoredRows(writer, flat, layout));
    Path weights = folder.resolve("model.safetensors");
    Path written = folder.resolve("model.safetensors.part");
    writer.write(written);
    if (Files.exists(weights) && Files.mismatch(written, weights) < 0) {
      Files.delete(written);
    } else {
      Files.move(written, weights, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Writes {@code config.json}. */
  public void writeConfig(DecoderConfig config, SpecialTokens specials) throws IOException {
    writeConfig(config, specials.endOfTextId(), specials.endOfTurnId(), SafetensorsType.F32);
  }

  /**
   * Writes {@code config.json}.
   *
   * @param begin id that opens a text, and pads
   * @param end id that ends an answer
   * @param type of the weights, F32 or BF16
   */
  void writeConfig(DecoderConfig config, int begin, int end, SafetensorsType type)
      throws IOException {
    JsonObject json = CheckpointForm.of(config).json(config);
    json.addProperty("bos_token_id", begin);
    json.addProperty("eos_token_id", end);
    json.addProperty("pad_token_id", begin);
    json.addProperty("torch_dtype", type == SafetensorsType.BF16 ? "bfloat16" : "float32");
    json.addProperty("use_cache", true);
    writeJson("config.json", json);
  }

  /** Writes the files around {@code tokenizer.json}, and how to sample. */
  public void writeTokenizerFiles(SpecialTokens specials, int context, String template)
      throws IOException {
    JsonObject map = new JsonObject();
    map.addProperty("eos_token", specials.endOfTurn());
    map.addProperty("pad_token", specials.endOfText());
    JsonArray additional = new JsonArray();
    additional.add(specials.startOfTurn());
    additional.add(specials.endOfTurn());
    map.add("additional_special_tokens", additional);
    writeJson("special_tokens_map.json", map);

    JsonObject tokenizer = map.deepCopy();
    tokenizer.addProperty("tokenizer_class", "PreTrainedTokenizerFast");
    tokenizer.addProperty("model_max_length", context);
    tokenizer.addProperty("add_bos_token", false);
    tokenizer.addProperty("add_prefix_space", false);
    tokenizer.addProperty("clean_up_tokenization_spaces", false);
    tokenizer.addProperty("chat_template", template);
    writeJson("tokenizer_config.json", tokenizer);
    writeText("chat_template.jinja", template);
  }

  /** Writes {@code generation_config.json}. */
  public void writeGeneration(SamplingOptions sampling, SpecialTokens specials) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("do_sample", true);
    json.addProperty("temperature", sampling.temperature());
    json.addProperty("top_k", sampling.topK());
    json.addProperty("top_p", sampling.topP());
    json.addProperty("min_p", sampling.minP());
    json.addProperty("repetition_penalty", sampling.repetitionPenalty());
    JsonArray ends = new JsonArray();
    ends.add(specials.endOfTurnId());
    ends.add(specials.endOfTextId());
    json.add("eos_token_id", ends);
    json.addProperty("pad_token_id", specials.endOfTextId());
    writeJson("generation_config.json", json);
  }

  void writeJson(String name, JsonObject json) throws IOException {
    writeText(name, GSON.toJson(json) + "\n");
  }

  /** Writes a file of text, whole or not at all. */
  public void writeText(String name, String text) throws IOException {
    AtomicFile.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
