package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.converter.export.testing.CheckpointFolder;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.inference.checkpoint.CheckpointFormatException;
import dev.ember.inference.json.JsonFormatException;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class LlamaCheckpointTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private CheckpointFolder whole;

  @Before
  public void makeCheckpoint() {
    whole = folder(TinyModel.UNTIED);
  }

  @Test
  public void read_untied_givesTheCanonicalWeightsExactly() throws IOException {
    // A head size of 16 makes 1/sqrt(D) a power of two, so that nothing is rounded.
    assertSameWeights(load(whole.write()), TinyModel.random(TinyModel.UNTIED, 1));
  }

  @Test
  public void read_tied_unembedsWithTheEmbedding() throws IOException {
    DecoderWeights found = load(folder(exactTied()).write());
    assertThat(found.tensor(TensorName.UNEMBEDDING)).isSameAs(found.tensor(TensorName.EMBEDDING));
    assertSameWeights(found, TinyModel.random(exactTied(), 1));
  }

  @Test
  public void read_someRows_crossTheBordersOfFusedTensors() throws IOException {
    DecoderConfig config = TinyModel.UNTIED;
    DecoderWeights expected = TinyModel.random(config, 1);
    TensorSpec qkv = new TensorSpec(TensorName.qkv(0), config.qkvRows(), config.hidden());
    int columns = config.hidden();
    try (LlamaCheckpoint checkpoint = LlamaCheckpoint.open(whole.write())) {
      for (int first = 0; first < qkv.rows(); first++) {
        for (int count = 1; first + count <= qkv.rows(); count += 7) {
          float[] rows = new float[count * columns];
          checkpoint.read(qkv, first, count, rows);
          assertThat(rows)
              .isEqualTo(
                  Arrays.copyOfRange(
                      expected.tensor(TensorName.qkv(0)),
                      first * columns,
                      (first + count) * columns));
        }
      }
    }
  }

  @Test
  public void open_transformers5Layout_readsThetaFromRopeParameters() throws IOException {
    JsonObject rope = new JsonObject();
    rope.addProperty("rope_theta", 123_000);
    rope.addProperty("rope_type", "default");
    whole.withoutConfig("rope_theta").withoutConfig("rope_scaling").config("rope_parameters", rope);
    try (LlamaCheckpoint checkpoint = LlamaCheckpoint.open(whole.write())) {
      assertThat(checkpoint.config().attention().rotary(0).theta()).isEqualTo(123_000);
    }
  }

  @Test
  public void open_optionalDimensionsAbsent_takesTheLayoutsDefaults() throws IOException {
    DecoderConfig plain =
        DecoderConfig.llama(40, 50)
            .hidden(32)
            .layers(1)
            .heads(2, 2)
            .headSize(16)
            .feedForward(24)
            .tied(false)
            .build();
    CheckpointFolder checkpoint = folder(plain);
    checkpoint.config("num_key_value_heads", JsonNull.INSTANCE).withoutConfig("head_dim");
    checkpoint.withoutConfig("tie_word_embeddings").withoutConfig("attention_bias");
    try (LlamaCheckpoint opened = LlamaCheckpoint.open(checkpoint.write())) {
      assertThat(opened.config()).isEqualTo(plain);
    }
  }

  @Test
  public void open_strayTensors_areIgnored() throws IOException {
    whole.tensor("model.layers.0.self_attn.rotary_emb.inv_freq", List.of(2L), 1, 2);
    LlamaCheckpoint.open(whole.write()).close();
    CheckpointFolder tied = folder(TinyModel.TIED);
    tied.tensor("lm_head.weight", List.of(1L), 1); // a copy that nobody reads
    LlamaCheckpoint.open(tied.write()).close();
  }

  @Test
  public void open_otherMathematics_isRefusedNamingTheField() throws IOException {
    refuses(folder(TinyModel.UNTIED).config("model_type", "qwen2"), "model_type", "\"qwen2\"");
    refuses(folder(TinyModel.UNTIED).config("hidden_act", "gelu"), "hidden_act", "\"gelu\"");
    refuses(folder(TinyModel.UNTIED).config("attention_bias", true), "attention_bias", "true");
    refuses(folder(TinyModel.UNTIED).config("mlp_bias", true), "mlp_bias", "true");
    refuses(folder(TinyModel.UNTIED).config("rope_interleaved", true), "rope_interleaved", "true");
    refuses(folder(TinyModel.UNTIED).config("sliding_window", 128), "sliding_window", "");
    refuses(folder(TinyModel.UNTIED).config("never_heard_of", 1), "never_heard_of", "");
    refuses(
        folder(TinyModel.UNTIED).config("partial_rotary_factor", 0.5), "partial_rotary_factor", "");
    refuses(
        folder(TinyModel.UNTIED).config("quantization_config", new JsonArray()),
        "quantization_config",
        "");
    refuses(folder(TinyModel.UNTIED).withoutConfig("rope_theta"), "rope_theta", "neither");
  }

  @Test
  public void open_ropeScaling_isRefusedInBothLayouts() throws IOException {
    JsonObject old = new JsonObject();
    old.addProperty("type", "linear");
    old.addProperty("factor", 2);
    refuses(folder(TinyModel.UNTIED).config("rope_scaling", old), "rope_scaling", "\"linear\"");
    JsonObject new5 = new JsonObject();
    new5.addProperty("rope_type", "llama3");
    new5.addProperty("rope_theta", 10_000);
    refuses(
        folder(TinyModel.UNTIED).config("rope_parameters", new5), "rope_parameters", "\"llama3\"");
  }

  @Test
  public void open_impossibleDimensions_areRefused() throws IOException {
    refuses(
        folder(TinyModel.UNTIED).config("num_attention_heads", 0),
        "dimensions",
        "heads but found 0");
    refuses(folder(TinyModel.TIED).config("num_key_value_heads", 4), "dimensions", "6 and 4");
    refuses(folder(TinyModel.UNTIED).config("rms_norm_eps", 0), "dimensions", "0.0");
  }

  @Test
  public void open_fieldMissingOrOfAnotherType_isAFormatError() throws IOException {
    Path missing = folder(TinyModel.UNTIED).withoutConfig("hidden_size").write();
    assertThatThrownBy(() -> LlamaCheckpoint.open(missing))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("hidden_size");
    Path text = folder(TinyModel.UNTIED).config("num_hidden_layers", "three").write();
    assertThatThrownBy(() -> LlamaCheckpoint.open(text))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("num_hidden_layers")
        .hasMessageContaining("three");
  }

  @Test
  public void open_tensorMissing_isRefusedNamingIt() throws IOException {
    for (String name : List.of("lm_head.weight", "model.layers.0.self_attn.k_proj.weight")) {
      refuses(folder(TinyModel.UNTIED).withoutTensor(name), name, "none");
    }
  }

  @Test
  public void open_unknownTensor_isRefusedNamingIt() throws IOException {
    String bias = "model.layers.0.self_attn.q_proj.bias";
    refuses(folder(TinyModel.UNTIED).tensor(bias, List.of(1L), 0), bias, "may change the result");
  }

  @Test
  public void open_tensorOfAnotherShape_isRefusedWithBothShapes() throws IOException {
    String norm = "model.norm.weight";
    refuses(folder(TinyModel.UNTIED).tensor(norm, List.of(2L), 1, 1), norm, "[20] but found [2]");
  }

  @Test
  public void read_notANumber_isRefusedNamingTheElement() throws IOException {
    whole.tensor("model.layers.0.mlp.up_proj.weight").values()[41] = Float.NaN;
    Path written = whole.write();
    assertThatThrownBy(() -> load(written))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("model.layers.0.mlp.up_proj.weight[41]")
        .hasMessageContaining("NaN");
  }

  @Test
  public void open_filesMissing_areRefusedByName() throws IOException {
    Path empty = folder.newFolder().toPath();
    assertThatThrownBy(() -> LlamaCheckpoint.open(empty))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("config.json");
    Path noWeights = whole.write();
    Files.delete(noWeights.resolve("model.safetensors"));
    assertThatThrownBy(() -> LlamaCheckpoint.open(noWeights))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("model.safetensors");
  }

  @Test
  public void open_truncatedWeights_isAFormatError() throws IOException {
    Path written = whole.write();
    Path file = written.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> LlamaCheckpoint.open(written))
        .isInstanceOf(CheckpointFormatException.class);
  }

  private CheckpointFolder folder(DecoderConfig config) {
    try {
      return new CheckpointFolder(folder.newFolder().toPath(), TinyModel.random(config, 1));
    } catch (IOException noFolder) {
      throw new AssertionError(noFolder);
    }
  }

  private static DecoderConfig exactTied() {
    return DecoderConfig.llama(31, 40)
        .hidden(12)
        .layers(2)
        .heads(4, 2)
        .headSize(16)
        .feedForward(10)
        .tied(true)
        .build();
  }

  private static DecoderWeights load(Path folder) throws IOException {
    try (LlamaCheckpoint checkpoint = LlamaCheckpoint.open(folder)) {
      return LoadedWeights.load(checkpoint);
    }
  }

  private static void refuses(CheckpointFolder checkpoint, String field, String found)
      throws IOException {
    Path written = checkpoint.write();
    assertThatThrownBy(() -> LlamaCheckpoint.open(written))
        .isInstanceOfSatisfying(
            UnsupportedCheckpointException.class,
            refusal -> assertThat(refusal.field()).isEqualTo(field))
        .hasMessageContaining(found);
  }

  private static void assertSameWeights(DecoderWeights found, DecoderWeights expected) {
    assertThat(found.config()).isEqualTo(expected.config());
    for (TensorSpec spec : TensorSpec.inFileOrder(expected.config())) {
      assertThat(found.tensor(spec.name())).as(spec.name()).isEqualTo(expected.tensor(spec.name()));
    }
  }
}
