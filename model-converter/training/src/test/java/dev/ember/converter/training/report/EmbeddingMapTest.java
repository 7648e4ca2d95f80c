package dev.ember.converter.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.tokenizer.BpeTrainer;
import dev.ember.inference.bundle.TensorView;
import dev.ember.inference.embedding.EmbeddingSpace;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

public final class EmbeddingMapTest {
  private static final SubwordTokenizer TOKENIZER =
      BpeTrainer.train(
          List.of(String.join(" ", Collections.nCopies(50, " boy girl man woman dog"))),
          300,
          List.of());

  @Test
  public void neighboursAndAnalogies_tableMadeByHand_areFound() {
    float[] table = new float[TOKENIZER.vocabularySize() * 3]; // [V * 3]
    // The first axis is age, the second sex; the dog lies apart.
    put(table, "boy", 1, 1, 0);
    put(table, "girl", 1, -1, 0);
    put(table, "man", -1, 1, 0);
    put(table, "woman", -1, -1, 0);
    put(table, "dog", 0, 0.5f, 1);
    EmbeddingMap map = map(table, 3);
    assertThat(map.neighbours("boy", 1).get(0).word()).isEqualTo("dog");
    assertThat(map.neighbours("boy", 1).get(0).cosine())
        .isCloseTo((float) (0.5 / Math.sqrt(2 * 1.25)), within(1e-6f));
    assertThat(map.analogies(1)).hasSize(1);
    EmbeddingMap.Analogy analogy = map.analogies(1).get(0);
    assertThat(analogy.question()).isEqualTo("boy : girl = man : ?");
    assertThat(analogy.answers().get(0).word()).isEqualTo("woman");
  }

  @Test
  public void neighbours_wordOfSeveralTokens_refused() {
    EmbeddingMap map = map(new float[TOKENIZER.vocabularySize()], 1);
    assertThat(map.knows("elephant")).isFalse();
    assertThatThrownBy(() -> map.neighbours("elephant", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("elephant");
  }

  private static EmbeddingMap map(float[] table, int width) {
    return new EmbeddingMap(new EmbeddingSpace(TensorView.of(table, width)), TOKENIZER);
  }

  private static void put(float[] table, String word, float... row) {
    int[] tokens = TOKENIZER.encode(" " + word);
    assertThat(tokens).as(word).hasSize(1);
    System.arraycopy(row, 0, table, tokens[0] * row.length, row.length);
  }
}
