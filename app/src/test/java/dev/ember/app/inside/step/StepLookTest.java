package dev.ember.app.inside.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.testing.ThinkingModel;
import dev.ember.inference.Engine;
import java.io.IOException;
import java.util.List;
import org.junit.Test;

/** On a decoder of random weights, a token a byte. */
public final class StepLookTest {
  private static final List<List<Integer>> TWO = List.of(List.of(1, 2), List.of(1));

  private final Heard heard = new Heard();

  private StepLook look(String text) {
    return new StepLook(StepStart.of(text), TWO, heard);
  }

  @Test
  public void step_twoTexts_givesEachWhatItSaysAlone() throws IOException {
    try (Engine engine = new ThinkingModel().open()) {
      heard.look(look("Hi"), engine);
      heard.look(new StepLook(StepStart.of("Hi"), List.of(List.of(1)), heard), engine);
    }
    List<StepLook.Result> results = heard.results();
    assertThat(results).hasSize(3);
    assertThat(results.get(0).tokens()).containsExactly('H', 'i', 1, 2);
    assertThat(results.get(1).tokens()).containsExactly('H', 'i', 1);
    assertThat(results.get(1).logits()).isEqualTo(results.get(2).logits());
    assertThat(results.get(0).logits()).isNotEqualTo(results.get(1).logits());
  }

  @Test
  public void step_longerThanTheWindow_hasNoLogits() throws IOException {
    try (Engine engine = new ThinkingModel().open()) {
      heard.look(look("x".repeat(engine.manifest().config().context())), engine);
    }
    assertThat(heard.results()).hasSize(2).allSatisfy(each -> assertThat(each.logits()).isEmpty());
  }

  @Test
  public void step_cancelled_tellsNothing() throws IOException {
    StepLook look = look("Hi");
    look.cancel();
    try (Engine engine = new ThinkingModel().open()) {
      heard.look(look, engine);
    }
    assertThat(heard.results()).isEmpty();
  }
}
