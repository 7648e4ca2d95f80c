package dev.ember.converter.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.training.encode.SpecialTokens;
import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.TinyModel;
import dev.ember.inference.checkpoint.SafetensorsFile;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class HuggingFaceFolderTest {
  private static final SpecialTokens SPECIALS =
      new SpecialTokens("<|endoftext|>", "<|im_start|>", "<|im_end|>", 0, 2);

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path path;
  private HuggingFaceFolder folder;

  @Before
  public void makeFolder() {
    path = temporary.getRoot().toPath();
    folder = new HuggingFaceFolder(path);
  }

  @Test
  public void writeWeights_fusedTensors_areTakenApartByRows() throws IOException {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      folder.writeWeights(parameters);
      float[] flat = parameters.toArray();
      ParameterLayout layout = parameters.layout();
      try (SafetensorsFile file = SafetensorsFile.open(path.resolve("model.safetensors"))) {
        // H * D = 12 query rows, then K * D = 4 of keys and 4 of values, 10 columns each.
        float[] qkv = slice(flat, layout.slot(TensorName.qkv(1)));
        String attention = "model.layers.1.self_attn.";
        assertThat(file.floats(attention + "q_proj.weight"))
            .isEqualTo(Arrays.copyOfRange(qkv, 0, 120));
        assertThat(file.floats(attention + "k_proj.weight"))
            .isEqualTo(Arrays.copyOfRange(qkv, 120, 160));
        assertThat(file.floats(attention + "v_proj.weight"))
            .isEqualTo(Arrays.copyOfRange(qkv, 160, 200));
        float[] gateUp = slice(flat, layout.slot(TensorName.gateUp(0)));
        assertThat(file.floats("model.layers.0.mlp.gate_proj.weight"))
            .isEqualTo(Arrays.copyOfRange(gateUp, 0, 140));
        assertThat(file.floats("model.layers.0.mlp.up_proj.weight"))
            .isEqualTo(Arrays.copyOfRange(gateUp, 140, 280));
        assertThat(file.tensor("model.layers.0.mlp.down_proj.weight").shape())
            .containsExactly(10L, 14L);
        assertThat(file.tensor("model.norm.weight").shape()).containsExactly(10L);
      }
    }
  }

  @Test
  public void writeWeights_everyWeightOnce_andNoUnembedding() throws IOException {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      folder.writeWeights(parameters);
      try (SafetensorsFile file = SafetensorsFile.open(path.resolve("model.safetensors"))) {
        long elements = file.tensors().stream().mapToLong(tensor -> tensor.elements()).sum();
        assertThat(elements).isEqualTo(parameters.layout().size());
        assertThat(file.names()).hasSize(2 + 2 * 9).doesNotContain("lm_head.weight");
      }
    }
  }

  @Test
  public void writeConfig_asTransformersReadsIt() throws IOException {
    folder.writeConfig(TinyModel.CONFIG, SPECIALS);
    JsonObject json = json("config.json");
    assertThat(json.getAsJsonArray("architectures").get(0).getAsString())
        .isEqualTo("LlamaForCausalLM");
    assertThat(json.get("model_type").getAsString()).isEqualTo("llama");
    assertThat(json.get("hidden_size").getAsInt()).isEqualTo(10);
    assertThat(json.get("head_dim").getAsInt()).isEqualTo(4);
    assertThat(json.get("num_attention_heads").getAsInt()).isEqualTo(3);
    assertThat(json.get("num_key_value_heads").getAsInt()).isEqualTo(1);
    assertThat(json.get("intermediate_size").getAsInt()).isEqualTo(14);
    assertThat(json.get("rope_theta").getAsFloat()).isEqualTo(100f);
    assertThat(json.get("rms_norm_eps").getAsFloat()).isEqualTo(1e-5f);
    assertThat(json.get("tie_word_embeddings").getAsBoolean()).isTrue();
    assertThat(json.get("eos_token_id").getAsInt()).isEqualTo(2);
  }

  @Test
  public void writeTokenizerFiles_and_writeGeneration_nameTheEndOfATurn() throws IOException {
    folder.writeTokenizerFiles(SPECIALS, 32, "{{ messages }}");
    folder.writeGeneration(new SamplingOptions(0.5f, 20, 0.9f, 0, 1, 0, 0), SPECIALS);
    assertThat(json("special_tokens_map.json").get("eos_token").getAsString())
        .isEqualTo("<|im_end|>");
    assertThat(json("tokenizer_config.json").get("chat_template").getAsString())
        .isEqualTo("{{ messages }}");
    assertThat(Files.readString(path.resolve("chat_template.jinja"))).isEqualTo("{{ messages }}");
    JsonObject generation = json("generation_config.json");
    assertThat(generation.get("temperature").getAsFloat()).isEqualTo(0.5f);
    assertThat(generation.getAsJsonArray("eos_token_id").asList())
        .extracting(id -> id.getAsInt())
        .isEqualTo(List.of(2, 0));
  }

  private JsonObject json(String name) throws IOException {
    return JsonParser.parseString(Files.readString(path.resolve(name))).getAsJsonObject();
  }

  private static float[] slice(float[] flat, ParameterLayout.Slot slot) {
    return Arrays.copyOfRange(flat, slot.offset(), slot.offset() + slot.size());
  }
}
