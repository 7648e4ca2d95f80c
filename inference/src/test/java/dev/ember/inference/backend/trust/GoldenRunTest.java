package dev.ember.inference.backend.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.testing.GoldenLogits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** The one loop over golden prompts. */
public final class GoldenRunTest {
  private static final Golden.Tolerances NARROW = new Golden.Tolerances(0.01f, 1, 0.5f);
  private static final int[] SHORT = {7, 3, 99};
  private static final int[] LONG = {7, 3, 99, 12, 55, 4};

  private final FakeBackend backend = new FakeBackend(TrialGround.CONFIG);

  @Test
  public void ask_allPrompts_readsInChunksAndTalliesEachPosition() {
    GoldenRun run = new GoldenRun(golden(), backend);
    List<Integer> heard = new ArrayList<>();
    while (!run.isOver()) {
      run.ask((position, logits) -> heard.add(position.index()));
    }
    assertThat(heard).containsExactly(1, 1, 3, 5);
    assertThat(run.tally().failures()).isEmpty();
    assertThat(run.tally().positions()).isEqualTo(4);
    assertThat(backend.prefilledTokens()).isEqualTo(4);
    assertThat(backend.decodedTokens()).isEqualTo(4);
  }

  @Test
  public void done_growsWithThePromptsToOne() {
    GoldenRun run = new GoldenRun(golden(), backend);
    assertThat(run.done()).isZero();
    run.ask();
    assertThat(run.done()).isEqualTo(0.5);
    run.ask();
    assertThat(run.done()).isEqualTo(1);
    assertThat(new GoldenRun(new Golden(NARROW, List.of()), backend).done()).isEqualTo(1);
  }

  @Test
  public void ask_promptLongerThanTheWindow_isLeftOut() {
    GoldenRun run = new GoldenRun(golden(), windowOf(SHORT.length));
    while (!run.isOver()) {
      run.ask();
    }
    assertThat(run.tally().positions()).isEqualTo(1);
    assertThat(run.fitsNothing()).isFalse();
  }

  @Test
  public void fitsNothing_allPromptsLongerThanTheWindow_isTrue() {
    assertThat(new GoldenRun(golden(), windowOf(SHORT.length - 1)).fitsNothing()).isTrue();
    assertThat(new GoldenRun(new Golden(NARROW, List.of()), windowOf(1)).fitsNothing())
        .as("there is nothing to fit")
        .isFalse();
  }

  @Test
  public void ask_listenerThrows_endsWithThatAndCountsNothing() {
    GoldenRun run = new GoldenRun(golden(), backend);
    assertThatThrownBy(
            () ->
                run.ask(
                    (position, logits) -> {
                      throw new IOException("as the test wants");
                    }))
        .isInstanceOf(IOException.class);
    assertThat(run.tally().positions()).isZero();
    assertThat(run.isOver()).isFalse();
  }

  private static Backend windowOf(int tokens) {
    return new FakeBackend(TrialGround.CONFIG.withContext(tokens));
  }

  private static Golden golden() {
    try (Backend sound = new FakeBackend(TrialGround.CONFIG)) {
      List<Golden.Prompt> prompts =
          new ArrayList<>(GoldenLogits.of(sound, SHORT, NARROW).prompts());
      prompts.addAll(GoldenLogits.of(sound, LONG, NARROW).prompts());
      return new Golden(NARROW, prompts);
    }
  }
}
