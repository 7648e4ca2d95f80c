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
          3,
          "Small \"quoted\" <é> \u2028",
          "llama",
          SmallModel.config(true),
          "float32",
          List.of(new Manifest.Signature("decode", 1, 32)),
          List.of(
              new Manifest.TensorEntry(
                  "embedding", "int8", 258, 20, "model.tflite", 64, 4_294_967_296L),
              new Manifest.TensorEntry(
                  "layers.0.qkv", "int4-kept", 8, 32, "model.tflite", 128, 256, 272, 280)),
          "<s>",
          "",
          List.of(3, 1),
          new SamplingOptions(0.1f, 40, 0.95f, 1e-7f, 1.1f, 64, Long.MIN_VALUE),
          9_007_199_254_740_993L,
          Map.of("z", "last", "a", "first"),
          List.of(new Manifest.Entry("card.md", 17, "ab".repeat(32))),
          new Measurement("a text", 512, 511, 0.020_712_345, 0.9, 27.4512, 28.04),
          List.of(
              new Manifest.Variant(
                  "int8-per-channel",
                  64,
                  1 << 20,
                  new Measurement("a text", 512, 511, 0.03, 0.85, 27.4512, 28.5)),
              new Manifest.Variant("float16", 128, 0, null)));

  @Test
  public void write_thenRead_givesTheSameValue() throws IOException {
    assertThat(ManifestJson.read("file", ManifestJson.write(MANIFEST))).isEqualTo(MANIFEST);
  }

  @Test
  public void write_withoutMeasurementAndVariants_leavesThemOut() throws IOException {
    String json = ManifestJson.write(withoutMeasurement());
    assertThat(json).doesNotContain("measurement").doesNotContain("variants");
    assertThat(ManifestJson.read("file", json)).isEqualTo(withoutMeasurement());
  }

  @Test
  public void write_provenance_isSortedAndFloatsAreShort() throws IOException {
    String json = ManifestJson.write(MANIFEST);
    assertThat(json.indexOf("\"a\"")).isLessThan(json.indexOf("\"z\""));
    assertThat(json).contains("\"temperature\": 0.1,").contains("\"minP\": 1.0E-7,");
    assertThat(json).startsWith("{\n  \"formatVersion\": 3,\n").endsWith("}\n");
  }

  private static Manifest withoutMeasurement() {
    return new Manifest(
        MANIFEST.formatVersion(),
        MANIFEST.name(),
        MANIFEST.architecture(),
        MANIFEST.config(),
        MANIFEST.quantization(),
        MANIFEST.signatures(),
        MANIFEST.tensors(),
        MANIFEST.bosToken(),
        MANIFEST.eosToken(),
        MANIFEST.stopTokens(),
        MANIFEST.sampling(),
        MANIFEST.memoryBytes(),
        MANIFEST.provenance(),
        MANIFEST.entries());
  }
}
