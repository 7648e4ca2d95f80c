package dev.ember.converter.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.source.SourceChat;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.Test;

/** stories260K as llama.cpp's converter and quantizer wrote it. */
public final class StoriesGgufConformanceTest {
  /** llama2.c in float32: the same sums in another order, logits up to 20. */
  private static final float LLAMA2C_ROUNDING = 1e-3f;

  /** The context that the files name; the checkpoint itself has 512. */
  private static final int CONTEXT = 128;

  /** What llama.cpp printed of each file. */
  private static final int PRINTED_TOKENS = 60;

  private final Path folder = Path.of(System.getProperty("ember.vectors"), "stories260k");

  @Test
  public void float32_everyPosition_hasTheLogitsOfLlama2c() throws IOException {
    float[] expected = VectorFiles.floats(folder.resolve("ref_logits.f32")); // [71, V]
    try (Backend backend = backend("F32")) {
      float[] logits = new float[backend.config().vocabulary()];
      int row = 0;
      for (List<Integer> prompt : prompts()) {
        try (KvCache cache = backend.newCache()) {
          for (int token : prompt) {
            backend.decode(token, cache, logits);
            int at = row * logits.length;
            float[] theirs = Arrays.copyOfRange(expected, at, at + logits.length);
            assertThat(FloatArrays.maxDifference(logits, theirs))
                .as("row %d", row++)
                .isLessThan(LLAMA2C_ROUNDING);
          }
        }
      }
      assertThat(row * logits.length).isEqualTo(expected.length);
    }
  }

  @Test
  public void float32_greedy_isLlama2csTextAsFarAsTheContextGoes() throws IOException {
    String expected = text("greedy_200.txt");
    String found = greedy("F32", CONTEXT - 1);
    assertThat(found).hasSizeGreaterThan(250);
    assertThat(expected).startsWith(found.trim());
  }

  @Test
  public void greedy_ofEachFile_isLlamaCppsText() throws IOException {
    for (String type : List.of("F32", "F16", "Q8_0", "Q4_0")) {
      String expected = text("gguf/greedy_" + type + ".txt").trim();
      String found = greedy(type, PRINTED_TOKENS + 4).trim();
      assertThat(found).as(type).startsWith(expected);
    }
  }

  @Test
  public void vocabulary_opensWithBosAndEndsWithEos() throws IOException {
    try (GgufModel model = open("Q4_0")) {
      SourceChat chat = model.chat();
      assertThat(chat.bosToken()).isEqualTo("<s>");
      assertThat(chat.eosToken()).isEqualTo("</s>");
      assertThat(chat.firstTokens()).containsExactly(1);
      assertThat(chat.stopTokens()).containsExactly(2);
      assertThat(chat.template()).isNull();
      assertThat(tokenizer(model).encodeFramed("Once upon a time"))
          .containsExactly(1, 403, 407, 261, 378);
    }
  }

  private String greedy(String type, int steps) throws IOException {
    try (GgufModel model = open(type);
        Backend backend = backend(type);
        KvCache cache = backend.newCache()) {
      int[] tokens = new int[steps];
      float[] logits = new float[backend.config().vocabulary()];
      int token = model.chat().firstTokens().get(0);
      for (int i = 0; i < steps; i++) {
        backend.decode(token, cache, logits);
        token = FloatArrays.argmax(logits);
        tokens[i] = token;
      }
      return tokenizer(model).decode(tokens, steps);
    }
  }

  private static SubwordTokenizer tokenizer(GgufModel model) throws IOException {
    String json = Objects.requireNonNull(model.chat().tokenizer());
    return SubwordTokenizer.read(new StringReader(json), "tokenizer.json");
  }

  private Backend backend(String type) throws IOException {
    try (GgufModel model = open(type)) {
      return new ReferenceBackend(LoadedWeights.load(model.weights()));
    }
  }

  private GgufModel open(String type) throws IOException {
    return GgufModel.open(folder.resolve("gguf/stories260K-" + type + ".gguf"));
  }

  /** Each prompt's tokens; the lines after a {@code PROMPT} are "prompt position token ...". */
  private List<List<Integer>> prompts() throws IOException {
    List<List<Integer>> prompts = new ArrayList<>();
    for (String line : Arrays.asList(text("ref_logits.txt").split("\n", -1))) {
      if (line.startsWith("PROMPT")) {
        prompts.add(new ArrayList<>());
      } else if (!line.isEmpty() && Character.isDigit(line.charAt(0))) {
        prompts.get(prompts.size() - 1).add(Integer.parseInt(line.split(" ", -1)[2]));
      }
    }
    return prompts;
  }

  private String text(String name) throws IOException {
    return VectorFiles.text(folder.resolve(name));
  }
}
