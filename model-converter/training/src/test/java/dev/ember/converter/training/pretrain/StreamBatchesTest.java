package dev.ember.converter.training.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.training.loop.BatchShape;
import dev.ember.converter.training.model.Batch;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class StreamBatchesTest {
  private static final BatchShape SHAPE = new BatchShape(2, 2, 3);

  /** Document d is the tokens 100 d, 100 d + 1, ..: a pair of neighbours says where it is from. */
  private static TokenStore store(int... lengths) {
    TokenStore store = new TokenStore();
    for (int d = 0; d < lengths.length; d++) {
      int[] tokens = new int[lengths[d]];
      for (int i = 0; i < tokens.length; i++) {
        tokens[i] = 100 * d + i;
      }
      store.add(tokens);
    }
    return store;
  }

  @Test
  public void batches_oneEpoch_haveEveryPositionOnceWithItsNextToken() {
    // 4 + 9 + 2 + 9 = 24 positions are two steps of 12.
    StreamBatches batches = new StreamBatches(store(5, 10, 3, 10), SHAPE, 1, 0);
    assertThat(batches.epochPositions()).isEqualTo(24);

    List<Integer> seen = new ArrayList<>();
    for (int step = 0; step < 2; step++) {
      for (Batch batch : batches.batches(step)) {
        for (int i = 0; i < batch.tokens().length; i++) {
          assertThat(batch.targets()[i]).isEqualTo(batch.tokens()[i] + 1);
          seen.add(batch.tokens()[i]);
        }
      }
    }
    assertThat(seen).hasSize(24).doesNotHaveDuplicates();
  }

  @Test
  public void batches_documentsInABatch_areMarkedApart() {
    StreamBatches batches = new StreamBatches(store(3, 3, 3, 3, 3, 3), SHAPE, 1, 0);
    Batch batch = batches.batches(0).get(0);
    for (int i = 1; i < batch.tokens().length; i++) {
      boolean sameDocument = batch.tokens()[i] / 100 == batch.tokens()[i - 1] / 100;
      boolean sameMark = batch.documents()[i] == batch.documents()[i - 1];
      assertThat(sameMark).isEqualTo(sameDocument);
    }
  }

  @Test
  public void batches_epochs_haveOrdersOfTheirOwn() {
    StreamBatches batches = new StreamBatches(store(5, 5, 5, 5, 5, 5), SHAPE, 1, 0);
    List<Integer> first = tokens(batches, 0, 2);
    List<Integer> second = tokens(batches, 2, 4);
    assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
    StreamBatches otherSeed = new StreamBatches(store(5, 5, 5, 5, 5, 5), SHAPE, 2, 0);
    assertThat(tokens(otherSeed, 0, 2)).isNotEqualTo(first);
  }

  @Test
  public void batches_aStepAlone_isTheSameAsInItsTurn() {
    TokenStore store = store(4, 6, 8, 3, 2, 9);
    StreamBatches inTurn = new StreamBatches(store, SHAPE, 1, 0);
    List<Integer> last = List.of();
    for (int step = 0; step < 8; step++) {
      last = tokens(inTurn, step, step + 1);
    }
    assertThat(tokens(new StreamBatches(store, SHAPE, 1, 0), 7, 8)).isEqualTo(last);
  }

  @Test
  public void batches_noDocument_isRefused() {
    assertThatThrownBy(() -> new StreamBatches(new TokenStore(), SHAPE, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Integer> tokens(StreamBatches batches, int from, int to) {
    List<Integer> tokens = new ArrayList<>();
    for (int step = from; step < to; step++) {
      for (Batch batch : batches.batches(step)) {
        for (int token : batch.tokens()) {
          tokens.add(token);
        }
      }
    }
    return tokens;
  }
}
