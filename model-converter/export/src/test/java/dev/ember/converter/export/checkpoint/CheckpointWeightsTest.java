package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.ember.converter.export.source.ModelSource;
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

public final class CheckpointWeightsTest {
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
    try (ModelSource source = HuggingFaceModel.open(whole.write())) {
      for (int first = 0; first < qkv.rows(); first++) {
        for (int count = 1; first + count <= qkv.rows(); count += 7) {
          float[] rows = new float[count * columns];
          source.weights().read(qkv, first, count, rows);
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
    try (ModelSource source = HuggingFaceModel.open(whole.write())) {
      assertThat(source.weights().config().attention().rotary(0).theta()).isEqualTo(123_000);
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
    try (ModelSource source = HuggingFaceModel.open(checkpoint.write())) {
      assertThat(source.weights().config()).isEqualTo(plain);
    }
  }

  @Test
  public void open_strayTensors_areIgnored() throws IOException {
    whole.tensor("model.layers.0.self_attn.rotary_emb.inv_freq", List.of(2L), 1, 2);
    open(whole.write());
    CheckpointFolder tied = folder(TinyModel.TIED);
    tied.tensor("lm_head.weight", List.of(1L), 1); // a copy that nobody reads
    open(tied.write());
  }

  @Test
  public void open_fieldMissingOrOfAnotherType_isAFormatError() throws IOException {
    Path missing = folder(TinyModel.UNTIED).withoutConfig("hidden_size").write();
    assertThatThrownBy(() -> open(missing))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("hidden_size");
    Path text = folder(TinyModel.UNTIED).config("num_hidden_layers", "three").write();
    assertThatThrownBy(() -> open(text))
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
    assertThatThrownBy(() -> open(empty))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("config.json");
    Path noWeights = whole.write();
    Files.delete(noWeights.resolve("model.safetensors"));
    assertThatThrownBy(() -> open(noWeights))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContaining("model.safetensors");
  }

  @Test
  public void open_truncatedWeights_isAFormatError() throws IOException {
    Path written = whole.write();
    Path file = written.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> open(written)).isInstanceOf(CheckpointFormatException.class);
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
    try (ModelSource source = HuggingFaceModel.open(folder)) {
      return LoadedWeights.load(source.weights());
    }
  }

  private static void open(Path folder) throws IOException {
    try (ModelSource source = HuggingFaceModel.open(folder)) {
      source.weights();
    }
  }

  private static void refuses(CheckpointFolder checkpoint, String field, String found)
      throws IOException {
    Path written = checkpoint.write();
    assertThatThrownBy(() -> open(written))
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
