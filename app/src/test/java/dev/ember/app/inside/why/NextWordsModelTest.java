package dev.ember.app.inside.why;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

public final class NextWordsModelTest {
  private static final Piece END = new Piece("", 0, 4, 4, null);

  private static Piece piece(int at, @Nullable Float sure) {
    return new Piece("x", 0, at, at, sure);
  }

  @Test
  public void leastSure_known_isThatOfTheSecondHalf() {
    Piece doubted = piece(2, 0.3f);
    assertThat(
            NextWordsModel.leastSure(
                List.of(piece(0, 0.1f), piece(1, 0.9f), doubted, piece(3, 0.8f), END)))
        .isEqualTo(doubted);
  }

  @Test
  public void leastSure_unknown_isInTheMiddle() {
    Piece middle = piece(2, null);
    assertThat(
            NextWordsModel.leastSure(
                List.of(piece(0, null), piece(1, null), middle, piece(3, null))))
        .isEqualTo(middle);
  }

  @Test
  public void leastSure_nothingButTheEnd_isNone() {
    assertThat(NextWordsModel.leastSure(List.of())).isNull();
    assertThat(NextWordsModel.leastSure(List.of(END))).isNull();
  }
}
