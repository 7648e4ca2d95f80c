package dev.ember.converter.training.sft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.encode.TokenizedText;
import dev.ember.converter.training.loop.BatchShape;
import dev.ember.converter.training.loop.BatchSource;
import dev.ember.converter.training.model.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.Test;

public final class TuningBatchesTest {
  private static final int LENGTH = 20;
  private static final BatchShape SHAPE = new BatchShape(1, 2, LENGTH);

  @Test
  public void row_oneEpoch_hasEveryChatOnceAndNoneTooLong() {
    List<TokenizedText> chats = chats(200);
    RowPlan plan = TuningBatches.plan(chats, SHAPE, 1);
    List<Integer> seen = new ArrayList<>();
    int rows = plan.rowsOfFirstEpoch();
    for (int row = 0; row < rows; row++) {
      List<Integer> there = plan.row(row);
      seen.addAll(there);
      int used = there.stream().mapToInt(chat -> chats.get(chat).tokens().length - 1).sum();
      assertThat(used).isBetween(1, LENGTH);
    }
    assertThat(seen).hasSize(200).doesNotHaveDuplicates();
    assertThat(plan.row(rows)).as("the next epoch").isNotEqualTo(plan.row(0));
  }

  @Test
  public void row_askedInAnyOrder_isTheSame() {
    List<TokenizedText> chats = chats(50);
    RowPlan inTurn = TuningBatches.plan(chats, SHAPE, 1);
    List<List<Integer>> rows = new ArrayList<>();
    for (int row = 0; row < 100; row++) {
      rows.add(inTurn.row(row));
    }
    assertThat(TuningBatches.plan(chats, SHAPE, 1).row(99)).isEqualTo(rows.get(99));
    assertThat(inTurn.row(3)).isEqualTo(rows.get(3));
  }

  @Test
  public void batches_onlyTheAssistantsTokens_areTargets() {
    // Tokens 5 and 6 are asked, 7 and 8 are the answer and its end.
    TokenizedText chat =
        new TokenizedText(new int[] {5, 6, 7, 8}, new boolean[] {false, false, true, true});
    RowPlan plan = TuningBatches.plan(List.of(chat), new BatchShape(1, 1, 5), 1);
    Batch batch =
        new TuningBatches(List.of(chat), plan, new BatchShape(1, 1, 5), 9, null, 0)
            .batches(0)
            .get(0);
    int x = Batch.IGNORED;
    assertThat(batch.tokens()).containsExactly(5, 6, 7, 9, 9);
    assertThat(batch.targets()).containsExactly(x, 7, 8, x, x);
    assertThat(batch.documents()).containsExactly(1, 1, 1, 0, 0);
  }

  @Test
  public void batches_aShareOfText_isSpreadEvenlyAndReadInTurn() {
    BatchSource texts =
        step -> {
          int[] tokens = new int[LENGTH];
          Arrays.fill(tokens, 1000 + step);
          return List.of(new Batch(1, LENGTH, tokens, tokens, tokens));
        };
    List<TokenizedText> chats = chats(50);
    TuningBatches batches =
        new TuningBatches(chats, TuningBatches.plan(chats, SHAPE, 1), SHAPE, 0, texts, 0.25);
    List<Integer> textRows = new ArrayList<>();
    for (int step = 0; step < 8; step++) {
      Batch batch = batches.batches(step).get(0);
      for (int row = 0; row < 2; row++) {
        if (batch.tokens()[row * LENGTH] >= 1000) {
          textRows.add(batch.tokens()[row * LENGTH]);
        }
      }
    }
    assertThat(textRows).containsExactly(1000, 1001, 1002, 1003);
  }

  private static List<TokenizedText> chats(int count) {
    SplittableRandom random = new SplittableRandom(3);
    List<TokenizedText> chats = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chats.add(TokenizedText.allScored(new int[2 + random.nextInt(LENGTH)]));
    }
    return chats;
  }
}
