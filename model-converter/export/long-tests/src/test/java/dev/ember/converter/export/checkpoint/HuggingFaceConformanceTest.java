package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** Random models of every family, against logits that transformers computed. */
@RunWith(Parameterized.class)
public final class HuggingFaceConformanceTest {
  /** Float32 rounding moves these logits by 1e-5, the smallest mistake by 5e-4. */
  private static final float REFERENCE_TOLERANCE = 2e-4f;

  /** XNNPACK sums in other orders than the reference; the bound that the project promises. */
  private static final float TFLITE_TOLERANCE = 5e-4f;

  /** The sequence that the greedy tokens continue. */
  private static final int GREEDY_SEQUENCE = 1;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Parameter public String name = "";

  @Parameters(name = "{0}")
  public static List<String> names() {
    return List.of(
        "gemma3_text",
        "gemma3_text-v5",
        "gpt2",
        "gpt2-hub",
        "llama",
        "llama3",
        "llama3-v5",
        "mistral",
        "phi3",
        "phi3-partial",
        "qwen2",
        "qwen3",
        "smollm2");
  }

  @Test
  public void reference_everyPosition_hasTheLogitsOfTransformers() throws IOException {
    try (ModelSource source = ModelSources.open(vectors());
        Backend backend = new ReferenceBackend(LoadedWeights.load(source.weights()))) {
      assertLogits(backend, REFERENCE_TOLERANCE);
      assertGreedy(backend);
    }
  }

  @Test
  public void tflite_everyPosition_hasTheLogitsOfTransformers() throws IOException {
    Path scratch = folder.getRoot().toPath();
    try (ModelSource source = ModelSources.open(vectors())) {
      WeightSource weights = source.weights();
      int context = weights.config().context();
      try (Bundle bundle = TinyModel.bundle(weights, Quantization.FLOAT32, context, scratch);
          Backend backend = TfliteBackend.open(bundle, 1)) {
        assertLogits(backend, TFLITE_TOLERANCE);
        assertGreedy(backend);
      }
    }
  }

  private void assertLogits(Backend backend, float tolerance) throws IOException {
    List<List<Integer>> sequences = sequences();
    int vocabulary = backend.config().vocabulary();
    for (int i = 0; i < sequences.size(); i++) {
      ByteBuffer expected = floats("logits_" + i + ".f32");
      assertThat(expected.capacity()).isEqualTo(sequences.get(i).size() * vocabulary * Float.BYTES);
      float[] logits = new float[vocabulary];
      float largest = 0;
      int row = 0;
      try (KvCache cache = backend.newCache()) {
        for (int token : sequences.get(i)) {
          backend.decode(token, cache, logits);
          for (int t = 0; t < vocabulary; t++) {
            float theirs = expected.getFloat((row * vocabulary + t) * Float.BYTES);
            largest = Math.max(largest, Math.abs(logits[t] - theirs));
          }
          row++;
        }
      }
      assertThat(largest).as("%s, sequence %d", name, i).isLessThan(tolerance);
    }
  }

  /** From a prefilled prompt, so that prefill is held to the same answer as decoding. */
  private void assertGreedy(Backend backend) throws IOException {
    JsonObject greedy = json("expected.json").getAsJsonObject("greedy");
    List<Integer> expected = ids(greedy.getAsJsonArray("tokens"));
    List<Integer> prompt = sequences().get(GREEDY_SEQUENCE);
    List<Integer> found = new ArrayList<>();
    float[] logits = new float[backend.config().vocabulary()];
    try (KvCache cache = backend.newCache()) {
      int[] tokens = new int[prompt.size() - 1];
      for (int i = 0; i < tokens.length; i++) {
        tokens[i] = prompt.get(i);
      }
      backend.prefill(tokens, tokens.length, cache);
      int token = prompt.get(tokens.length);
      while (found.size() < expected.size()) {
        backend.decode(token, cache, logits);
        token = best(logits);
        found.add(token);
      }
    }
    assertThat(found).as(name).isEqualTo(expected);
  }

  private List<List<Integer>> sequences() throws IOException {
    List<List<Integer>> sequences = new ArrayList<>();
    for (JsonElement sequence : json("inputs.json").getAsJsonArray("sequences")) {
      sequences.add(ids(sequence.getAsJsonArray()));
    }
    return sequences;
  }

  private static List<Integer> ids(JsonArray array) {
    List<Integer> ids = new ArrayList<>();
    for (JsonElement id : array) {
      ids.add(id.getAsInt());
    }
    return ids;
  }

  private static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  private Path vectors() {
    return Path.of(System.getProperty("ember.vectors"), "hf", name);
  }

  private JsonObject json(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(vectors().resolve(file));
    return JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private ByteBuffer floats(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(vectors().resolve(file));
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
