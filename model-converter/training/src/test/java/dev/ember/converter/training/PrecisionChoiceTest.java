package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.run.PrecisionChoice;
import org.junit.Test;

public final class PrecisionChoiceTest {

  @Test
  public void resolve_auto_measuresWithoutChangingAWeight() {
    int[] tokens = new int[32];
    Batch batch = new Batch(2, 16, tokens, tokens, tokens);
    try (Parameters parameters = Parameters.random(Preset.SMOKE.model(), 1)) {
      float[] before = parameters.toArray();
      Precision precision = PrecisionChoice.AUTO.resolve(parameters, batch);
      assertThat(precision).isIn(Precision.FLOAT32, Precision.BFLOAT16);
      assertThat(parameters.toArray()).isEqualTo(before);
    }
  }

  @Test
  public void valueOfOption_lowerCase_isUnderstood() {
    assertThat(PrecisionChoice.valueOfOption("bfloat16")).isEqualTo(PrecisionChoice.BFLOAT16);
  }
}
