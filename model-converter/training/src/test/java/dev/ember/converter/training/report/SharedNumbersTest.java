package dev.ember.converter.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.checkpoint.CanonicalWeights;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.TinyModel;
import dev.ember.inference.backend.reference.RowReader;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.embedding.EmbeddingSpace;
import dev.ember.inference.embedding.Ranking;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.observe.AttentionMap;
import dev.ember.inference.observe.Microscope;
import dev.ember.inference.observe.Observation;
import dev.ember.inference.observe.ObservationRequest;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/**
 * The report draws what training computes, the app and the terminal what the inference library
 * does: both have to say the same of the same weights.
 */
public final class SharedNumbersTest {
  /** Sums of floats in two orders. */
  private static final double ROUNDING = 1e-5;

  private static final int TOKENS = 24;

  /** The model in the repository, so that there are words to ask for. */
  private static final Path SHIPPED = Path.of("../../models/ember-tiny/model.ember");

  @Test
  public void attention_everyHead_isTheMicroscopes() throws IOException {
    DecoderConfig config = TinyModel.CONFIG;
    int[] tokens = new Random(7).ints(TOKENS, 0, config.vocabulary()).toArray();
    try (Parameters parameters = Parameters.random(config, 3)) {
      List<float[]> drawn = new Gpt(parameters, Precision.FLOAT32).attentionShares(tokens);
      Observation seen =
          new Microscope(config, reader(CanonicalWeights.of(parameters)))
              .look(tokens, ObservationRequest.allAttention(config), (done, layers) -> true);
      for (int layer = 0; layer < config.layers(); layer++) {
        for (int head = 0; head < config.heads(); head++) {
          requireSame(drawn.get(layer), head, seen.attention(layer, head));
        }
      }
    }
  }

  private static void requireSame(float[] shares, int head, AttentionMap map) {
    for (int query = 0; query < TOKENS; query++) {
      for (int key = 0; key <= query; key++) {
        double share = shares[(head * TOKENS + query) * TOKENS + key];
        assertThat((double) map.weight(query, key)).isCloseTo(share, within(ROUNDING));
      }
    }
  }

  private static RowReader reader(DecoderWeights weights) {
    return (tensor, firstRow, count, into) ->
        System.arraycopy(
            weights.tensor(tensor.name()),
            firstRow * tensor.columns(),
            into,
            0,
            count * tensor.columns());
  }

  @Test
  public void neighboursAndAnalogies_ofTheModelThatShips_areTheEmbeddingSpaces()
      throws IOException {
    try (Bundle bundle = Bundle.openInstalled(SHIPPED)) {
      Tokenizer tokenizer = bundle.tokenizer();
      EmbeddingSpace space = new EmbeddingSpace(bundle);
      EmbeddingMap map =
          new EmbeddingMap(
              bundle.weights().tensor(TensorName.EMBEDDING), space.hidden(), tokenizer);
      List<String> asked = EmbeddingMap.WORDS.stream().filter(map::knows).toList();
      assertThat(asked).hasSizeGreaterThan(EmbeddingMap.WORDS.size() / 2);
      for (String word : asked) {
        Ranking ranking = space.rank(List.of(direction(word, space, tokenizer))).get(0);
        requireSame(map.neighbours(word, 6), ranking, tokenizer);
      }
      List<EmbeddingMap.Analogy> analogies = map.analogies(3);
      assertThat(analogies).isNotEmpty();
      for (EmbeddingMap.Analogy analogy : analogies) {
        String[] words = analogy.question().split(" [:=] ");
        float[] goal =
            space.combine(
                List.of(
                    direction(words[1], space, tokenizer), direction(words[2], space, tokenizer)),
                List.of(direction(words[0], space, tokenizer)));
        requireSame(analogy.answers(), space.rank(List.of(goal)).get(0), tokenizer);
      }
    }
  }

  private static void requireSame(
      List<EmbeddingMap.Neighbour> named, Ranking ranking, Tokenizer tokenizer) {
    for (EmbeddingMap.Neighbour each : named) {
      double similarity = ranking.similarity(token(each.word(), tokenizer));
      assertThat(similarity).as(each.word()).isCloseTo(each.cosine(), within(ROUNDING));
    }
  }

  private static float[] direction(String word, EmbeddingSpace space, Tokenizer tokenizer) {
    return space.direction(new int[] {token(word, tokenizer)});
  }

  private static int token(String word, Tokenizer tokenizer) {
    int[] tokens = tokenizer.encode(" " + word);
    assertThat(tokens).as(word).hasSize(1);
    return tokens[0];
  }
}
