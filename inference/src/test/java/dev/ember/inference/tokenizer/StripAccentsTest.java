package dev.ember.inference.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

public final class StripAccentsTest {
  @Test
  public void apply_marksOfAllKinds_takesThemAway() {
    // As tokenizers 0.23 does: what does not stand above, and what surrounds, is an accent too.
    for (String mark : List.of("\u0301", "\u0488", "\u0903", "\u093e")) {
      assertThat(new Normalization.StripAccents().apply("a" + mark, 16)).as(mark).isEqualTo("a");
    }
    assertThat(new Normalization.StripAccents().apply("\u00e9a\u00b4", 16))
        .isEqualTo("\u00e9a\u00b4");
  }
}
