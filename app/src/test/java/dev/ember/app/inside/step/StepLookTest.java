package dev.ember.app.inside.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.testing.ThinkingModel;
import dev.ember.inference.Engine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** On a decoder of random weights, a token a byte. */
public final class StepLookTest {
  private static final List<List<Integer>> TWO = List.of(List.of(1, 2), List.of(1));

  private final List<StepLook.Result> heard = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private StepLook look(String text) {
    return new StepLook(StepStart.of(text), TWO, heard::addAll, faults::add);
  }

  @Test
  public void step_twoTexts_givesEachWhatItSaysAlone() throws IOException {
    try (Engine engine = new ThinkingModel().open()) {
      look("Hi").step(engine);
      new StepLook(StepStart.of("Hi"), List.of(List.of(1)), heard::addAll, faults::add)
          .step(engine);
    }
    assertThat(faults).isEmpty();
    assertThat(heard).hasSize(3);
    assertThat(heard.get(0).tokens()).containsExactly('H', 'i', 1, 2);
    assertThat(heard.get(1).tokens()).containsExactly('H', 'i', 1);
    assertThat(heard.get(1).logits()).isEqualTo(heard.get(2).logits());
    assertThat(heard.get(0).logits()).isNotEqualTo(heard.get(1).logits());
  }

  @Test
  public void step_longerThanTheWindow_hasNoLogits() throws IOException {
    try (Engine engine = new ThinkingModel().open()) {
      look("x".repeat(engine.manifest().config().context())).step(engine);
    }
    assertThat(heard).hasSize(2).allSatisfy(each -> assertThat(each.logits()).isEmpty());
  }

  @Test
  public void step_cancelled_tellsNothing() throws IOException {
    StepLook look = look("Hi");
    look.cancel();
    try (Engine engine = new ThinkingModel().open()) {
      look.step(engine);
    }
    assertThat(heard).isEmpty();
    assertThat(faults).isEmpty();
  }
}
