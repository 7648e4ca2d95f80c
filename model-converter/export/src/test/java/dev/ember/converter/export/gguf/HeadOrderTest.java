package dev.ember.converter.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.Test;

public final class HeadOrderTest {

  @Test
  public void stored_ofEachHead_undoesThePairsSideBySide() {
    HeadOrder order = new HeadOrder(6, 6);
    assertThat(IntStream.range(0, 12).map(order::stored))
        .containsExactly(0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11);
  }

  @Test
  public void stored_behindTheRotatedRows_isTheSame() {
    HeadOrder order = new HeadOrder(6, 4);
    assertThat(IntStream.range(0, 6).map(order::stored)).containsExactly(0, 2, 1, 3, 4, 5);
  }
}
