package dev.ember.inference.tokenizer.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;

public final class GgufPreTokenizerTest {

  @Test
  public void preTokenization_everyKnownName_isReadAlikeByBothEngines() {
    for (GgufPreTokenizer one : GgufPreTokenizer.values()) {
      // An expression that the JVM and Android read differently is refused here.
      assertThat(one.preTokenization()).as(one.name()).isNotNull();
    }
  }

  @Test
  public void named_unknown_saysWhatIsKnown() {
    assertThatThrownBy(() -> GgufPreTokenizer.named("nosuch"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found \"nosuch\"")
        .hasMessageContaining("tekken");
  }
}
