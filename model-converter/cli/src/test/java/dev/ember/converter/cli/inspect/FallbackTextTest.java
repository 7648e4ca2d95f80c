package dev.ember.converter.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.weights.EncodingPlan.Fallback;
import dev.ember.inference.model.TensorSpec;
import java.util.List;
import org.junit.Test;

public final class FallbackTextTest {

  @Test
  public void lines_manyLayers_areOneNameForEachTensorAndReason() {
    List<String> lines =
        FallbackText.lines(
            List.of(
                fallback("layers.0.qkv", "stored as Q4_K, Q6_K"),
                fallback("layers.0.down", "stored as Q6_K"),
                fallback("layers.1.qkv", "stored as Q4_K, Q6_K"),
                fallback("layers.2.qkv", "stored as Q4_K, Q6_K"),
                fallback("layers.7.qkv", "stored as Q4_K, Q6_K"),
                fallback("unembedding", "stored as Q6_K")));
    assertThat(lines)
        .containsExactly(
            "as int8 (stored as Q4_K, Q6_K): layers.0-2,7.qkv",
            "as int8 (stored as Q6_K): unembedding, layers.0.down");
  }

  @Test
  public void lines_nothing_isNothing() {
    assertThat(FallbackText.lines(List.of())).isEmpty();
  }

  private static Fallback fallback(String name, String reason) {
    return new Fallback(new TensorSpec(name, 2, 2), reason);
  }
}
