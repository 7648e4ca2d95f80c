package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** A real checkpoint that others made, against logits and text that others computed. */
public final class Stories260kConformanceTest {
  /** llama2.c in float32: the same sums in another order, logits up to 20. */
  private static final float LLAMA2C_ROUNDING = 1e-3f;

  /** Sixteen bits keep eight of a weight's mantissa: logits move, the best token rarely. */
  private static final double BF16_AGREEMENT = 0.9;

  private static final int BOS = 1;
  private static final int GREEDY_STEPS = 200;

  private final Path vectors = Path.of(System.getProperty("ember.vectors"));
  private final Path stories = vectors.resolve("stories260k");

  @Test
  public void stories260k_everyPosition_hasTheLogitsOfLlama2c() throws IOException {
    ByteBuffer expected = floats(stories.resolve("ref_logits.f32"));
    try (Backend backend = reference(stories.resolve("hf"), "model.safetensors")) {
      int vocabulary = backend.config().vocabulary();
      int row = 0;
      for (List<Integer> prompt : prompts()) {
        try (KvCache cache = backend.newCache()) {
          for (int token : prompt) {
            float[] logits = new float[vocabulary];
            backend.decode(token, cache, logits);
            assertRow(logits, expected, row++, LLAMA2C_ROUNDING);
          }
        }
      }
      assertThat(row * vocabulary * Float.BYTES).isEqualTo(expected.capacity());
    }
  }

  @Test
  public void stories260k_greedy_isLlama2csTextByteForByte() throws IOException {
    try (Backend backend = reference(stories.resolve("hf"), "model.safetensors")) {
      assertThat(greedyText(backend))
          .isEqualTo(Files.readAllBytes(stories.resolve("greedy_200.txt")));
    }
  }

  @Test
  public void stories260k_bfloat16_agreesOnTheBestTokens() throws IOException {
    ByteBuffer expected = floats(stories.resolve("ref_logits.f32"));
    try (Backend backend = reference(stories.resolve("hf"), "model.bf16.safetensors")) {
      int same = 0;
      int row = 0;
      for (List<Integer> prompt : prompts()) {
        try (KvCache cache = backend.newCache()) {
          for (int token : prompt) {
            float[] logits = new float[backend.config().vocabulary()];
            backend.decode(token, cache, logits);
            float[] theirs = row(expected, row++, logits.length);
            same += best(logits) == best(theirs) ? 1 : 0;
          }
        }
      }
      assertThat((double) same / row).isGreaterThan(BF16_AGREEMENT);
    }
  }

  private static Backend reference(Path folder, String weights) throws IOException {
    try (ModelSource source = ModelSources.open(folder.resolve(weights))) {
      return new ReferenceBackend(LoadedWeights.load(source.weights()));
    }
  }

  /** Each prompt's tokens; the lines after a {@code PROMPT} are "prompt position token ...". */
  private List<List<Integer>> prompts() throws IOException {
    List<List<Integer>> prompts = new ArrayList<>();
    for (String line : text(stories.resolve("ref_logits.txt")).split("\n", -1)) {
      if (line.startsWith("PROMPT")) {
        prompts.add(new ArrayList<>());
      } else if (!line.isEmpty() && Character.isDigit(line.charAt(0))) {
        prompts.get(prompts.size() - 1).add(Integer.parseInt(line.split(" ", -1)[2]));
      }
    }
    return prompts;
  }

  /** As llama2.c prints: the pieces after BOS, which eats one leading space. */
  private byte[] greedyText(Backend backend) throws IOException {
    JsonArray pieces =
        JsonParser.parseString(text(stories.resolve("tok512_vocab.json"))).getAsJsonArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    float[] logits = new float[backend.config().vocabulary()];
    int token = BOS;
    try (KvCache cache = backend.newCache()) {
      for (int step = 0; step < GREEDY_STEPS; step++) {
        backend.decode(token, cache, logits);
        int next = best(logits);
        if (next == BOS) {
          break;
        }
        out.write(piece(pieces, next, token == BOS));
        token = next;
      }
    }
    out.write('\n');
    return out.toByteArray();
  }

  private static byte[] piece(JsonArray pieces, int token, boolean first) {
    String piece = pieces.get(token).getAsJsonArray().get(0).getAsString();
    if (piece.matches("<0x[0-9A-F]{2}>")) {
      return new byte[] {(byte) Integer.parseInt(piece.substring(3, 5), 16)};
    }
    return (first && piece.startsWith(" ") ? piece.substring(1) : piece)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void assertRow(float[] logits, ByteBuffer expected, int row, float tolerance) {
    float[] theirs = row(expected, row, logits.length);
    for (int i = 0; i < logits.length; i++) {
      assertThat(Math.abs(logits[i] - theirs[i]))
          .as("row %d, token %d", row, i)
          .isLessThan(tolerance);
    }
  }

  private static float[] row(ByteBuffer rows, int row, int columns) {
    float[] values = new float[columns];
    for (int i = 0; i < columns; i++) {
      values[i] = rows.getFloat((row * columns + i) * Float.BYTES);
    }
    return values;
  }

  private static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  private static ByteBuffer floats(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
