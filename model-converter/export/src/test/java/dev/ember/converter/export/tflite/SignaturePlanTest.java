package dev.ember.converter.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.testing.DecoderConfigs;
import java.util.List;
import org.junit.Test;

public final class SignaturePlanTest {

  @Test
  public void of_context_isStepsOfAHalfAndTheContextItself() {
    assertThat(contexts(100, Quantization.INT8_PER_CHANNEL)).containsExactly(100);
    assertThat(contexts(256, Quantization.INT8_PER_CHANNEL)).containsExactly(256);
    assertThat(contexts(300, Quantization.INT8_PER_CHANNEL)).containsExactly(256, 300);
    assertThat(contexts(384, Quantization.INT8_PER_CHANNEL)).containsExactly(256, 384);
    assertThat(contexts(512, Quantization.INT8_PER_CHANNEL)).containsExactly(256, 384, 512);
    assertThat(contexts(2048, Quantization.FLOAT32))
        .containsExactly(256, 384, 512, 768, 1024, 1536, 2048);
    assertThat(contexts(3000, Quantization.FLOAT16))
        .containsExactly(256, 384, 512, 768, 1024, 1536, 2048, 3000);
  }

  @Test
  public void of_weightsInBlocks_isStepsOfTwo() {
    assertThat(contexts(512, Quantization.SMALL)).containsExactly(256, 512);
    assertThat(contexts(3000, Quantization.KEEP)).containsExactly(256, 512, 1024, 2048, 3000);
  }

  @Test
  public void signatures_theWholeContextsComeFirstAndAreCalledByTheirKind() {
    DecoderConfig config = DecoderConfigs.single("window 64").withContext(512);
    assertThat(SignaturePlan.of(512, Quantization.INT8_PER_CHANNEL).signatures(config))
        .containsExactly(
            new Manifest.Signature("decode", 1, 512),
            new Manifest.Signature("prefill", 64, 512),
            new Manifest.Signature("verify", 8, 512),
            new Manifest.Signature("decode_c384", 1, 384),
            new Manifest.Signature("prefill_c384", 64, 384),
            new Manifest.Signature("verify_c384", 8, 384),
            new Manifest.Signature("decode_c256", 1, 256),
            new Manifest.Signature("prefill_c256", 64, 256),
            new Manifest.Signature("verify_c256", 8, 256));
  }

  private static List<Integer> contexts(int context, Quantization quantization) {
    return SignaturePlan.of(context, quantization).contexts();
  }
}
