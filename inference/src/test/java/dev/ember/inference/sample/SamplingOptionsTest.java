package dev.ember.inference.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Test;

public final class SamplingOptionsTest {

  @Test
  public void constructor_valueOutOfRange_saysValueAndRange() {
    refuses(() -> new SamplingOptions(-0.1f, 0, 1, 0, 1, 0, 0), "temperature from 0.0 to 2.0");
    refuses(() -> new SamplingOptions(2.1f, 0, 1, 0, 1, 0, 0), "found 2.1");
    refuses(() -> new SamplingOptions(Float.NaN, 0, 1, 0, 1, 0, 0), "found NaN");
    refuses(() -> new SamplingOptions(1, -1, 1, 0, 1, 0, 0), "topK");
    refuses(() -> new SamplingOptions(1, 0, 1.1f, 0, 1, 0, 0), "topP from 0.0 to 1.0");
    refuses(() -> new SamplingOptions(1, 0, 1, -0.5f, 1, 0, 0), "minP from 0.0 to 1.0");
    refuses(() -> new SamplingOptions(1, 0, 1, 0, 0, 0, 0), "repetitionPenalty from 0.1 to 10.0");
    refuses(() -> new SamplingOptions(1, 0, 1, 0, 1, -1, 0), "repetitionWindow");
  }

  @Test
  public void with_oneValue_changesThatOnly() {
    SamplingOptions options = new SamplingOptions(1, 2, 0.5f, 0.25f, 1.5f, 6, 7);
    assertThat(options.withSeed(9)).isEqualTo(new SamplingOptions(1, 2, 0.5f, 0.25f, 1.5f, 6, 9));
    assertThat(options.withTemperature(0))
        .isEqualTo(new SamplingOptions(0, 2, 0.5f, 0.25f, 1.5f, 6, 7));
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
