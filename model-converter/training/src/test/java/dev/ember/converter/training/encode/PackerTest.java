package dev.ember.converter.training.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.model.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.Test;

public final class PackerTest {
  private static final int PAD = 0;
  private static final int X = Batch.IGNORED;

  @Test
  public void pack_twoDocuments_inputsAreShiftedFromTargets() {
    Batch batch =
        new Packer(1, 6, PAD)
            .pack(
                List.of(
                    TokenizedText.allScored(new int[] {1, 2, 3}),
                    TokenizedText.allScored(new int[] {4, 5, 6, 7})));
    // Longest first; the last token of each is only a target.
    assertThat(batch.tokens()).containsExactly(4, 5, 6, 1, 2, PAD);
    assertThat(batch.targets()).containsExactly(5, 6, 7, 2, 3, X);
    assertThat(batch.documents()).containsExactly(1, 1, 1, 2, 2, 0);
  }

  @Test
  public void pack_marks_decideWhichTargetsCount() {
    TokenizedText text =
        new TokenizedText(new int[] {1, 2, 3, 4}, new boolean[] {true, false, true, false});
    Batch batch = new Packer(1, 3, PAD).pack(List.of(text));
    assertThat(batch.targets()).containsExactly(X, 3, X);
    assertThat(batch.scored()).isEqualTo(1);
  }

  @Test
  public void pack_tooLong_losesItsEnd() {
    Batch batch =
        new Packer(1, 3, PAD).pack(List.of(TokenizedText.allScored(new int[] {1, 2, 3, 4, 5, 6})));
    assertThat(batch.tokens()).containsExactly(1, 2, 3);
    assertThat(batch.targets()).containsExactly(2, 3, 4);
  }

  @Test
  public void pack_randomDocuments_eachWholeAndInOneRow() {
    long seed = 17; // printed by the description below when it fails
    SplittableRandom random = new SplittableRandom(seed);
    List<TokenizedText> drawn = new ArrayList<>();
    Packer packer = new Packer(8, 64, PAD);
    Batch batch =
        packer.pack(
            () -> {
              // The first token is a document's own number, so that it can be found again.
              int[] tokens = random.ints(2 + random.nextInt(40), 1, 9).toArray();
              tokens[0] = 100 + drawn.size();
              drawn.add(TokenizedText.allScored(tokens));
              return drawn.get(drawn.size() - 1);
            });
    int filled = 0;
    for (int i = 0; i < batch.tokens().length; i++) {
      filled += batch.documents()[i] != 0 ? 1 : 0;
      if (batch.tokens()[i] >= 100) {
        int[] whole = drawn.get(batch.tokens()[i] - 100).tokens();
        int count = whole.length - 1;
        assertThat(i / 64).as("seed %d: row", seed).isEqualTo((i + count - 1) / 64);
        assertThat(Arrays.copyOfRange(batch.tokens(), i, i + count))
            .isEqualTo(Arrays.copyOf(whole, count));
        assertThat(Arrays.copyOfRange(batch.targets(), i, i + count))
            .isEqualTo(Arrays.copyOfRange(whole, 1, count + 1));
        int document = batch.documents()[i];
        assertThat(Arrays.copyOfRange(batch.documents(), i, i + count)).containsOnly(document);
      }
    }
    assertThat(filled).as("seed %d: positions used of 512", seed).isGreaterThan(480);
  }
}
