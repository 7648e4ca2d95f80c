package dev.ember.converter.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.export.bundle.BundleText;
import dev.ember.converter.export.bundle.BundleWriter;
import dev.ember.converter.export.bundle.ConvertedModel;
import dev.ember.converter.export.source.ChatDefaults;
import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.testing.VectorFiles;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.testing.FloatArrays;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * SmolLM2-135M-Instruct as a Q4_1 GGUF, imported in float32 and run on TensorFlow Lite, against two
 * other implementations.
 */
public final class RealGgufConformanceTest {
  /** What a float32 runtime should stay within; llama.cpp itself is within 6.5e-5. */
  private static final float FLOAT32_ROUNDING = 1e-3f;

  /** Of the negative log-likelihood: half a percent of perplexity. */
  private static final double HALF_A_PERCENT = Math.log(1.005);

  /** The longest prompt has 495 tokens, a window 512. */
  private static final int CONTEXT = 640;

  /** Of the nine; each step takes 30 to 50 ms. */
  private static final List<String> GREEDY = List.of("raw-emoji", "chat-one", "chat-multi-system");

  private static final int WINDOW = 512;

  @ClassRule public static final TemporaryFolder folder = new TemporaryFolder();

  private static final Path vectors = Path.of(System.getProperty("ember.vectors"));
  private static final Path real = vectors.resolve("real");

  private static GgufModel model;
  private static SubwordTokenizer tokenizer;
  private static Bundle bundle;
  private static Backend backend;

  @BeforeClass
  public static void importInFloat32() throws IOException {
    model = GgufModel.open(real.resolve("SmolLM2-135M-Instruct.Q4_1.gguf"));
    SourceChat chat = model.chat();
    tokenizer =
        SubwordTokenizer.read(
            new StringReader(Objects.requireNonNull(chat.tokenizer())), "tokenizer.json");
    WeightSource weights = model.weights();
    ConvertedModel converted =
        ConvertedModel.convert(
            weights, Quantization.FLOAT32, CONTEXT, folder.newFolder().toPath(), values -> {});
    ChatDefaults defaults = chat.complete("SmolLM2", weights.config().vocabulary());
    Path file = folder.newFile("smollm2.ember").toPath();
    Golden none = new Golden(new Golden.Tolerances(0, 0, 0), List.of());
    new BundleWriter(
            new BundleText("SmolLM2", "llama", defaults, "# SmolLM2\n", Map.of()), converted)
        .write(file, none);
    bundle = Bundle.open(file);
    backend = TfliteBackend.open(bundle, 2);
  }

  @AfterClass
  public static void close() throws IOException {
    backend.close();
    bundle.close();
    model.close();
  }

  @Test
  public void logits_behindEachPrompt_areThoseOfTransformers() throws IOException {
    for (JsonObject prompt : prompts()) {
      float[] expected = VectorFiles.floats(real.resolve(prompt.get("logits_file").getAsString()));
      try (KvCache cache = backend.newCache()) {
        float[] logits = read(VectorFiles.ints(prompt.getAsJsonArray("ids")), cache);
        assertThat(FloatArrays.maxDifference(logits, expected))
            .as(prompt.get("name").getAsString())
            .isLessThan(FLOAT32_ROUNDING);
        assertThat(FloatArrays.argmax(logits)).isEqualTo(FloatArrays.argmax(expected));
      }
    }
  }

  @Test
  public void greedy_isTheirTextWhereverTheMarginAllows() throws IOException {
    for (JsonObject prompt : prompts()) {
      if (!GREEDY.contains(prompt.get("name").getAsString())) {
        continue;
      }
      int[] expected = VectorFiles.ints(prompt.getAsJsonArray("greedy_ids"));
      JsonArray margins = prompt.getAsJsonArray("margins");
      try (KvCache cache = backend.newCache()) {
        float[] logits = read(VectorFiles.ints(prompt.getAsJsonArray("ids")), cache);
        for (int step = 0; step < expected.length; step++) {
          if (margins.get(step).getAsFloat() > FLOAT32_ROUNDING) {
            assertThat(FloatArrays.argmax(logits)).as("step %d", step).isEqualTo(expected[step]);
          }
          backend.decode(expected[step], cache, logits);
        }
      }
    }
  }

  /** The first of the text's sixteen windows stands for all, which take minutes. */
  @Test
  public void perplexity_ofAWindow_isTheirs() throws IOException {
    JsonObject expected = expected().getAsJsonObject("perplexity");
    int[] tokens = Arrays.copyOf(tokenizer.encode(fairytales(expected)), WINDOW);
    int most = backend.verifyTokens(); // which read all weights once
    float[][] logits = new float[most][backend.config().vocabulary()];
    double sum = 0;
    try (KvCache cache = backend.newCache()) {
      for (int start = 0; start + 1 < WINDOW; start += most) {
        int count = Math.min(most, WINDOW - 1 - start);
        backend.verify(Arrays.copyOfRange(tokens, start, start + count), count, cache, logits);
        for (int i = 0; i < count; i++) {
          sum += logSumExp(logits[i]) - logits[i][tokens[start + i + 1]];
        }
      }
    }
    double theirs = expected.getAsJsonArray("window_nll_sums").get(0).getAsDouble();
    assertThat(sum / (WINDOW - 1)).isCloseTo(theirs / (WINDOW - 1), within(HALF_A_PERCENT));
  }

  @Test
  public void tokenizer_ofTheFile_hasTheListedIds() throws IOException {
    for (String list : List.of("tokens.json", "tokens_lossy.json")) {
      JsonArray cases =
          JsonParser.parseString(VectorFiles.text(real.resolve(list))).getAsJsonArray();
      for (JsonElement one : cases) {
        String text = one.getAsJsonObject().get("text").getAsString();
        assertThat(tokenizer.encodeFramed(text))
            .as(text)
            .isEqualTo(VectorFiles.ints(one.getAsJsonObject().getAsJsonArray("ids")));
      }
    }
    for (JsonObject prompt : prompts()) {
      assertThat(tokenizer.encodeFramed(prompt.get("text").getAsString()))
          .isEqualTo(VectorFiles.ints(prompt.getAsJsonArray("ids")));
    }
  }

  @Test
  public void chat_hasItsTokensAndStopsWhereLlamaCppDoes() throws IOException {
    SourceChat chat = model.chat();
    assertThat(chat.bosToken()).isEqualTo("<|im_start|>");
    assertThat(chat.eosToken()).isEqualTo("<|im_end|>");
    assertThat(chat.firstTokens()).isEmpty(); // add_bos_token is false
    assertThat(chat.complete("SmolLM2", 49152).stopTokens()).containsExactly(2, 0);
    assertThat(model.notes().facts()).containsEntry("licence", "apache-2.0");
    assertThat(model.description()).isEqualTo("GGUF, llama, Q4_1");
  }

  private static float[] read(int[] tokens, KvCache cache) {
    backend.prefill(tokens, tokens.length - 1, cache);
    float[] logits = new float[backend.config().vocabulary()];
    backend.decode(tokens[tokens.length - 1], cache, logits);
    return logits;
  }

  private static double logSumExp(float[] logits) {
    double most = logits[FloatArrays.argmax(logits)];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - most);
    }
    return most + Math.log(sum);
  }

  /** The text lies beside the vectors. */
  private static String fairytales(JsonObject perplexity) throws IOException {
    Path file =
        vectors
            .resolve("../data")
            .resolve(Path.of(perplexity.get("file").getAsString()).getFileName());
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      in.transferTo(bytes);
      String text = new String(bytes.toByteArray(), StandardCharsets.UTF_8);
      int characters = perplexity.get("characters").getAsInt();
      return text.substring(0, text.offsetByCodePoints(0, characters));
    }
  }

  private static JsonObject expected() throws IOException {
    return JsonParser.parseString(VectorFiles.text(real.resolve("expected.json")))
        .getAsJsonObject();
  }

  private static List<JsonObject> prompts() throws IOException {
    List<JsonObject> prompts = new ArrayList<>();
    expected().getAsJsonArray("cases").forEach(one -> prompts.add(one.getAsJsonObject()));
    return prompts;
  }
}
