package dev.ember.app.inside.step;

import static org.assertj.core.api.Assertions.assertThat;

import androidx.lifecycle.SavedStateHandle;
import java.util.List;
import org.junit.Test;

/** Texts that nobody has read. */
public final class StepRunTest {
  private final StepRun first = run(7);
  private final StepRun second = run(18);

  private static StepRun run(long seed) {
    return new StepRun(seed);
  }

  private void back(int times) {
    for (int i = 0; i < times; i++) {
      StepRun.back(List.of(first, second));
    }
  }

  @Test
  public void back_unequallyLong_takesFromTheLongerAlone() {
    first.restore(TakenToken.of(List.of(1, 2)), true);
    second.restore(TakenToken.of(List.of(1, 2, 3, 4, 5, 6)), false);
    back(3);
    assertThat(second.written()).containsExactly(1, 2, 3);
    assertThat(first.ended()).as("an end is a step, as the third token is").isTrue();
    back(1);
    assertThat(second.written()).containsExactly(1, 2);
    assertThat(first.ended()).isFalse();
    assertThat(first.written()).containsExactly(1, 2);
  }

  @Test
  public void back_tokenTakenByHandInOne_leavesTheOther() {
    first.restore(TakenToken.of(List.of(1, 2, 3)), false);
    second.restore(TakenToken.of(List.of(1, 2)), false);
    back(1);
    assertThat(first.written()).isEqualTo(second.written()).containsExactly(1, 2);
    back(5);
    assertThat(first.written()).isEmpty();
    assertThat(second.written()).isEmpty();
  }

  @Test
  public void seed_atAnEnd_leavesIt() {
    first.restore(TakenToken.of(List.of(1, 2)), true);
    first.seed(3);
    assertThat(first.ended()).isTrue();
  }

  @Test
  public void recall_endedAndOpen_areAsTheyWere() {
    StepMemory memory = new StepMemory(new SavedStateHandle());
    List<TakenToken> known = List.of(new TakenToken(1, 0.25f), new TakenToken(2, null));
    first.restore(known, true);
    second.restore(TakenToken.of(List.of(1, 2)), false);
    memory.keepRun(0, first);
    memory.keepRun(1, second);
    StepRun again = run(0);
    memory.recall(0, again);
    assertThat(again.seed()).isEqualTo(7);
    assertThat(again.taken()).isEqualTo(known);
    assertThat(again.ended()).isTrue();
    memory.recall(1, again);
    assertThat(again.seed()).isEqualTo(18);
    assertThat(again.ended()).isFalse();
  }
}
