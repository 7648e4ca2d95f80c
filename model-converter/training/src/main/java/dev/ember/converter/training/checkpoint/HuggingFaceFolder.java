package dev.ember.converter.training.checkpoint;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.encode.SpecialTokens;
import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.converter.training.model.Parameters;
import dev.ember.inference.checkpoint.SafetensorsWriter;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/**
 * A finished model as a folder in the layout of Hugging Face's transformers, {@code
 * LlamaForCausalLM}: what every other tool of the field reads. The rotary pairs are already in its
 * order, so rows are only taken apart, never permuted.
 */
public final class HuggingFaceFolder {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final String MODEL = "model.";

  private final Path folder;

  public HuggingFaceFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes {@code model.safetensors}: float32, Hugging Face's names. */
  public void writeWeights(Parameters parameters) throws IOException {
    float[] flat = parameters.toArray();
    ParameterLayout layout = parameters.layout();
    DecoderConfig config = layout.config();
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    Rows rows = new Rows(writer, flat, layout);
    rows.add(MODEL + "embed_tokens.weight", TensorName.EMBEDDING, 0, config.vocabulary());
    for (int i = 0; i < config.layers(); i++) {
      String layer = MODEL + "layers." + i + ".";
      int q = config.attentionSize();
      int kv = config.kvSize();
      int f = config.feedForward();
      rows.addVector(layer + "input_layernorm.weight", TensorName.attentionNorm(i));
      rows.add(layer + "self_attn.q_proj.weight", TensorName.qkv(i), 0, q);
      rows.add(layer + "self_attn.k_proj.weight", TensorName.qkv(i), q, kv);
      rows.add(layer + "self_attn.v_proj.weight", TensorName.qkv(i), q + kv, kv);
      rows.add(
          layer + "self_attn.o_proj.weight", TensorName.attentionOutput(i), 0, config.hidden());
      rows.addVector(layer + "post_attention_layernorm.weight", TensorName.feedForwardNorm(i));
      rows.add(layer + "mlp.gate_proj.weight", TensorName.gateUp(i), 0, f);
      rows.add(layer + "mlp.up_proj.weight", TensorName.gateUp(i), f, f);
      rows.add(layer + "mlp.down_proj.weight", TensorName.down(i), 0, config.hidden());
    }
    rows.addVector(MODEL + "norm.weight", TensorName.FINAL_NORM);
    writer.write(folder.resolve("model.safetensors"));
  }

  /** Writes {@code config.json}. */
  public void writeConfig(DecoderConfig config, SpecialTokens specials) throws IOException {
    JsonObject json = new JsonObject();
    JsonArray architectures = new JsonArray();
    architectures.add("LlamaForCausalLM");
    json.add("architectures", architectures);
    json.addProperty("model_type", "llama");
    json.addProperty("vocab_size", config.vocabulary());
    json.addProperty("max_position_embeddings", config.context());
    json.addProperty("hidden_size", config.hidden());
    json.addProperty("intermediate_size", config.feedForward());
    json.addProperty("num_hidden_layers", config.layers());
    json.addProperty("num_attention_heads", config.heads());
    json.addProperty("num_key_value_heads", config.kvHeads());
    json.addProperty("head_dim", config.headSize());
    json.addProperty("hidden_act", "silu");
    json.addProperty("rms_norm_eps", config.norms().epsilon());
    json.addProperty("rope_theta", config.attention().rotary(0).theta());
    json.addProperty("attention_bias", false);
    json.addProperty("mlp_bias", false);
    json.addProperty("attention_dropout", 0.0);
    json.addProperty("initializer_range", 0.02);
    json.addProperty("tie_word_embeddings", config.tiedEmbeddings());
    json.addProperty("bos_token_id", specials.endOfTextId());
    json.addProperty("eos_token_id", specials.endOfTurnId());
    json.addProperty("pad_token_id", specials.endOfTextId());
    json.addProperty("torch_dtype", "float32");
    json.addProperty("use_cache", true);
    writeText("config.json", GSON.toJson(json) + "\n");
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
    writeText("special_tokens_map.json", GSON.toJson(map) + "\n");

    JsonObject tokenizer = map.deepCopy();
    tokenizer.addProperty("tokenizer_class", "PreTrainedTokenizerFast");
    tokenizer.addProperty("model_max_length", context);
    tokenizer.addProperty("add_bos_token", false);
    tokenizer.addProperty("add_prefix_space", false);
    tokenizer.addProperty("clean_up_tokenization_spaces", false);
    tokenizer.addProperty("chat_template", template);
    writeText("tokenizer_config.json", GSON.toJson(tokenizer) + "\n");
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
    writeText("generation_config.json", GSON.toJson(json) + "\n");
  }

  /** Writes a file of text, whole or not at all. */
  public void writeText(String name, String text) throws IOException {
    Path temporary = folder.resolve(name + ".part");
    Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
    Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes rows out of the flat vector. */
  private static final class Rows {
    private final SafetensorsWriter writer;
    private final float[] flat; // [N]
    private final ParameterLayout layout;

    private Rows(SafetensorsWriter writer, float[] flat, ParameterLayout layout) {
      this.writer = writer;
      this.flat = flat;
      this.layout = layout;
    }

    private void add(String name, String source, int firstRow, int rows) {
      ParameterLayout.Slot slot = layout.slot(source);
      int from = slot.offset() + firstRow * slot.columns();
      int to = from + rows * slot.columns();
      List<Long> shape = List.of((long) rows, (long) slot.columns());
      writer.tensor(name, shape, () -> Arrays.copyOfRange(flat, from, to));
    }

    private void addVector(String name, String source) {
      ParameterLayout.Slot slot = layout.slot(source);
      int to = slot.offset() + slot.size();
      List<Long> shape = List.of((long) slot.columns());
      writer.tensor(name, shape, () -> Arrays.copyOfRange(flat, slot.offset(), to));
    }
  }
}
