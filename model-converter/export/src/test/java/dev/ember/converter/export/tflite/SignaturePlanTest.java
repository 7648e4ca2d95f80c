package dev.ember.converter.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.testing.DecoderConfigs;
import org.junit.Test;

public final class SignaturePlanTest {

  @Test
  public void of_context_isStepsOfTwoAndTheContextItself() {
    assertThat(SignaturePlan.of(100).contexts()).containsExactly(100);
    assertThat(SignaturePlan.of(256).contexts()).containsExactly(256);
    assertThat(SignaturePlan.of(512).contexts()).containsExactly(256, 512);
    assertThat(SignaturePlan.of(2048).contexts()).containsExactly(256, 512, 1024, 2048);
    assertThat(SignaturePlan.of(3000).contexts()).containsExactly(256, 512, 1024, 2048, 3000);
  }

  @Test
  public void signatures_theWholeContextsComeFirstAndAreCalledByTheirKind() {
    DecoderConfig config = DecoderConfigs.single("window 64").withContext(512);
    assertThat(SignaturePlan.of(512).signatures(config))
        .containsExactly(
            new Manifest.Signature("decode", 1, 512),
            new Manifest.Signature("prefill", 64, 512),
            new Manifest.Signature("verify", 8, 512),
            new Manifest.Signature("decode_c256", 1, 256),
            new Manifest.Signature("prefill_c256", 64, 256),
            new Manifest.Signature("verify_c256", 8, 256));
  }
}
