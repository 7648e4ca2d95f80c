package dev.ember.converter.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.export.testing.VectorFiles;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.testing.FloatArrays;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** GGUF twins of small checkpoints, against the logits of other implementations. */
public final class GgufModelConformanceTest {
  /** The set's own bound; its smallest structural mistake moves logits by 5e-4. */
  private static final float TRANSFORMERS_ROUNDING = 2e-4f;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final Path vectors = Path.of(System.getProperty("ember.vectors"));

  @Test
  public void twins_ofThePackageGguf_haveTheLogitsOfTransformers() throws IOException {
    for (String family : List.of("llama", "qwen2", "qwen3")) {
      Path folder = vectors.resolve("hf").resolve(family);
      assertLogits(folder, folder.resolve("gguf/" + family + "-F32.gguf"));
    }
  }

  @Test
  public void twins_ofThePackageGguf_haveTheIdsOfTheTokenizersLibrary() throws IOException {
    for (String family : List.of("llama", "qwen2", "qwen3")) {
      Path folder = vectors.resolve("hf").resolve(family);
      JsonArray cases =
          JsonParser.parseString(VectorFiles.text(folder.resolve("tokenizer_expected.json")))
              .getAsJsonObject()
              .getAsJsonArray("cases");
      SubwordTokenizer tokenizer = tokenizer(folder.resolve("gguf/" + family + "-F32.gguf"));
      for (JsonElement one : cases) {
        JsonObject expected = one.getAsJsonObject();
        assertThat(tokenizer.encodeFramed(expected.get("text").getAsString()))
            .as("%s: %s", family, expected)
            .isEqualTo(VectorFiles.ints(expected.getAsJsonArray("ids")));
      }
    }
  }

  @Test
  public void twins_asTheConverterWouldWriteThem_haveTheLogitsOfTransformers() throws IOException {
    Map<String, String> architectures =
        Map.of(
            "gemma3_text", "gemma3",
            "gemma3_text-v5", "gemma3",
            "gpt2", "gpt2",
            "llama3", "llama",
            "mistral", "llama",
            "phi3", "phi3",
            "phi3-partial", "phi3",
            "qwen2", "qwen2",
            "qwen3", "qwen3",
            "smollm2", "llama");
    for (Map.Entry<String, String> twin : architectures.entrySet()) {
      Path folder = vectors.resolve("hf").resolve(twin.getKey());
      Path file = temporary.newFile(twin.getKey() + ".gguf").toPath();
      GgufTwin.of(folder, twin.getValue()).write(file);
      assertLogits(folder, file);
    }
  }

  private static void assertLogits(Path folder, Path file) throws IOException {
    JsonArray sequences =
        JsonParser.parseString(VectorFiles.text(folder.resolve("inputs.json")))
            .getAsJsonObject()
            .getAsJsonArray("sequences");
    try (Backend backend = reference(file)) {
      for (int i = 0; i < sequences.size(); i++) {
        assertLogits(
            backend,
            sequences.get(i).getAsJsonArray(),
            VectorFiles.floats(folder.resolve("logits_" + i + ".f32")),
            file + ", sequence " + i);
      }
    }
  }

  private static void assertLogits(
      Backend backend, JsonArray tokens, float[] expected, String what) {
    int vocabulary = backend.config().vocabulary();
    float[] all = new float[tokens.size() * vocabulary];
    float[] logits = new float[vocabulary];
    try (KvCache cache = backend.newCache()) {
      int row = 0;
      for (JsonElement token : tokens) {
        backend.decode(token.getAsInt(), cache, logits);
        System.arraycopy(logits, 0, all, row++ * vocabulary, vocabulary);
      }
    }
    assertThat(FloatArrays.maxDifference(all, expected)).as(what).isLessThan(TRANSFORMERS_ROUNDING);
  }

  private static SubwordTokenizer tokenizer(Path path) throws IOException {
    try (GgufModel model = GgufModel.open(path)) {
      String json = Objects.requireNonNull(model.chat().tokenizer());
      return SubwordTokenizer.read(new StringReader(json), "tokenizer.json");
    }
  }

  private static Backend reference(Path path) throws IOException {
    try (GgufFile file = GgufFile.open(path)) {
      return new ReferenceBackend(LoadedWeights.load(GgufFamilies.open(file)));
    }
  }
}
