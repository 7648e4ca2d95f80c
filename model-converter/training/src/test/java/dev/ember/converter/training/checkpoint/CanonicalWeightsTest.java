package dev.ember.converter.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.TinyModel;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.checkpoint.SafetensorsFile;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What was trained on libtorch must be what the phone computes. */
public final class CanonicalWeightsTest {
  private static final int[] TOKENS = {3, 1, 4, 1, 5, 9, 2, 6, 5, 12, 0};

  /** Logits of order 1 in float32, in another order of additions. */
  private static final float TOLERANCE = 2e-5f;

  /** Makes logits of order 1 from weights of deviation 0.02, so that attention matters. */
  private static final float SPREAD = 15;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void of_logitsOfTheReferenceBackend_equalLibtorchs() {
    try (Parameters parameters = spread()) {
      float[] expected = new Gpt(parameters, Precision.FLOAT32).logits(TOKENS);
      assertThat(largest(expected)).isGreaterThan(0.5f);
      assertThat(referenceLogits(CanonicalWeights.of(parameters)))
          .containsExactly(expected, Offset.offset(TOLERANCE));
    }
  }

  @Test
  public void of_checkpointReadBackByItsHuggingFaceNames_sameLogits() throws IOException {
    Path folder = temporary.getRoot().toPath();
    try (Parameters parameters = spread()) {
      new HuggingFaceFolder(folder).writeWeights(parameters);
      float[] expected = new Gpt(parameters, Precision.FLOAT32).logits(TOKENS);
      assertThat(referenceLogits(read(folder.resolve("model.safetensors"))))
          .containsExactly(expected, Offset.offset(TOLERANCE));
    }
  }

  private static Parameters spread() {
    Parameters parameters = Parameters.random(TinyModel.CONFIG, 5);
    float[] weights = parameters.toArray();
    for (int i = 0; i < parameters.layout().decayed(); i++) {
      weights[i] *= SPREAD;
    }
    parameters.load(weights);
    return parameters;
  }

  private static float[] referenceLogits(DecoderWeights weights) {
    float[] all = new float[TOKENS.length * TinyModel.VOCABULARY];
    try (ReferenceBackend backend = new ReferenceBackend(weights);
        KvCache cache = backend.newCache()) {
      float[] logits = new float[TinyModel.VOCABULARY];
      for (int i = 0; i < TOKENS.length; i++) {
        backend.decode(TOKENS[i], cache, logits);
        System.arraycopy(logits, 0, all, i * TinyModel.VOCABULARY, logits.length);
      }
    }
    return all;
  }

  /** As any reader of Llama checkpoints does it. */
  private static DecoderWeights read(Path path) throws IOException {
    DecoderConfig config = TinyModel.CONFIG;
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Map<String, float[]> tensors = new HashMap<>();
      for (int i = 0; i < config.layers(); i++) {
        String layer = "model.layers." + i + ".";
        float[] queries = file.floats(layer + "self_attn.q_proj.weight");
        for (int j = 0; j < queries.length; j++) {
          queries[j] /= (float) Math.sqrt(config.headSize());
        }
        tensors.put(TensorName.attentionNorm(i), file.floats(layer + "input_layernorm.weight"));
        tensors.put(
            TensorName.qkv(i),
            concatenation(
                queries,
                file.floats(layer + "self_attn.k_proj.weight"),
                file.floats(layer + "self_attn.v_proj.weight")));
        tensors.put(TensorName.attentionOutput(i), file.floats(layer + "self_attn.o_proj.weight"));
        tensors.put(
            TensorName.feedForwardNorm(i), file.floats(layer + "post_attention_layernorm.weight"));
        tensors.put(
            TensorName.gateUp(i),
            concatenation(
                file.floats(layer + "mlp.gate_proj.weight"),
                file.floats(layer + "mlp.up_proj.weight")));
        tensors.put(TensorName.down(i), file.floats(layer + "mlp.down_proj.weight"));
      }
      tensors.put(TensorName.UNEMBEDDING, file.floats("model.embed_tokens.weight"));
      tensors.put(TensorName.FINAL_NORM, file.floats("model.norm.weight"));
      return new DecoderWeights(config, tensors);
    }
  }

  private static float[] concatenation(float[]... parts) {
    int size = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    float[] whole = new float[size];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
