package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.ember.converter.cli.Tool.Run;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** {@code ember logits} on a checkpoint of each family, against the reference implementation. */
@RunWith(Parameterized.class)
public final class SourceLogitsConformanceTest {
  private static final Path VECTORS = Path.of(System.getProperty("ember.vectors"), "hf");

  /** Each structural mistake moves a logit by 5e-4 or more, rounding by about 1e-5. */
  private static final float REFERENCE_TOLERANCE = 2e-4f;

  /** TensorFlow Lite sums in another order, and masks by -1e4. */
  private static final float TFLITE_TOLERANCE = 5e-4f;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Path model;

  public SourceLogitsConformanceTest(String name) {
    model = VECTORS.resolve(name);
  }

  @Parameters(name = "{0}")
  public static List<String> folders() throws IOException {
    try (Stream<Path> folders = Files.list(VECTORS)) {
      return folders
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Test
  public void logits_reference_areThePublishedOnes() throws IOException {
    assertNear("reference", model, REFERENCE_TOLERANCE);
  }

  @Test
  public void logits_tflite_areThePublishedOnes() throws IOException {
    assertNear("tflite", model, TFLITE_TOLERANCE);
  }

  @Test
  public void logits_gguf_areThoseOfTheFolder() throws IOException {
    List<Path> twins = ggufs();
    for (Path gguf : twins) {
      assertNear("reference", gguf, REFERENCE_TOLERANCE);
    }
    assertThat(twins).hasSizeLessThan(2);
  }

  private void assertNear(String backend, Path source, float tolerance) throws IOException {
    JsonArray sequences =
        JsonParser.parseString(Files.readString(model.resolve("inputs.json")))
            .getAsJsonObject()
            .getAsJsonArray("sequences");
    for (int i = 0; i < sequences.size(); i++) {
      FloatBuffer expected = floats(model.resolve("logits_" + i + ".f32"));
      FloatBuffer found = logits(source, backend, sequences.get(i).getAsJsonArray());
      assertThat(found.remaining()).isEqualTo(expected.remaining());
      float worst = 0;
      for (int j = 0; j < expected.remaining(); j++) {
        worst = Math.max(worst, Math.abs(found.get(j) - expected.get(j)));
      }
      assertThat(worst).as("%s, %s, sequence %d", source, backend, i).isLessThan(tolerance);
    }
  }

  private FloatBuffer logits(Path source, String backend, JsonArray tokens) throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonElement token : tokens) {
      ids.add(token.getAsString());
    }
    Path out = folder.getRoot().toPath().resolve("logits.f32");
    Run run =
        Tool.withEngine(new ModelEngines())
            .run(
                List.of("logits", source.toString(), "--backend", backend),
                "--tokens",
                String.join(",", ids),
                "-o",
                out.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return floats(out);
  }

  private List<Path> ggufs() throws IOException {
    Path twins = model.resolve("gguf");
    if (!Files.isDirectory(twins)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(twins)) {
      return files.toList();
    }
  }

  private static FloatBuffer floats(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
