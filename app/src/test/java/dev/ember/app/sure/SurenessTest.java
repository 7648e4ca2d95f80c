package dev.ember.app.sure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class SurenessTest {
  @Test
  public void of_bounds_belongToTheSurerClass() {
    assertThat(Sureness.of(1)).isEqualTo(Sureness.SURE);
    assertThat(Sureness.of(0.9f)).isEqualTo(Sureness.SURE);
    assertThat(Sureness.of(0.899f)).isEqualTo(Sureness.RATHER_SURE);
    assertThat(Sureness.of(0.5f)).isEqualTo(Sureness.RATHER_SURE);
    assertThat(Sureness.of(0.2f)).isEqualTo(Sureness.TORN);
    assertThat(Sureness.of(0.05f)).isEqualTo(Sureness.DOUBTFUL);
    assertThat(Sureness.of(0.049f)).isEqualTo(Sureness.SURPRISED);
    assertThat(Sureness.of(0)).isEqualTo(Sureness.SURPRISED);
  }

  @Test
  public void from_theLessSure_theLess() {
    Sureness before = null;
    for (Sureness sureness : Sureness.values()) {
      assertThat(before == null || before.from() > sureness.from()).as("%s", sureness).isTrue();
      before = sureness;
    }
  }
}
