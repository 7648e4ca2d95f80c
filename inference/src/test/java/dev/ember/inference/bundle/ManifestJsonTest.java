package dev.ember.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class ManifestJsonTest {
  private static final Manifest MANIFEST =
      new Manifest(
          1,
          "Small \"quoted\" <é> \u2028",
          "llama",
          SmallModel.config(true),
          "float32",
          List.of(new Manifest.Signature("decode", 1, 32)),
          List.of(
              new Manifest.TensorEntry(
                  "embedding", "int8", 258, 20, "model.tflite", 64, 4_294_967_296L)),
          "<s>",
          "",
          List.of(3, 1),
          new SamplingOptions(0.1f, 40, 0.95f, 1e-7f, 1.1f, 64, Long.MIN_VALUE),
          9_007_199_254_740_993L,
          Map.of("z", "last", "a", "first"),
          List.of(new Manifest.Entry("card.md", 17, "ab".repeat(32))));

  @Test
  public void write_thenRead_givesTheSameValue() throws IOException {
    assertThat(ManifestJson.read("file", ManifestJson.write(MANIFEST))).isEqualTo(MANIFEST);
  }

  @Test
  public void write_provenance_isSortedAndFloatsAreShort() throws IOException {
    String json = ManifestJson.write(MANIFEST);
    assertThat(json.indexOf("\"a\"")).isLessThan(json.indexOf("\"z\""));
    assertThat(json).contains("\"temperature\": 0.1,").contains("\"minP\": 1.0E-7,");
    assertThat(json).startsWith("{\n  \"formatVersion\": 1,\n").endsWith("}\n");
  }
}
