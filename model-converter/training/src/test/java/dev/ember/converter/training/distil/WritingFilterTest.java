package dev.ember.converter.training.distil;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.distil.WritingFilter.Reason;
import org.junit.Test;

public final class WritingFilterTest {
  private static final WritingFilter FILTER = new WritingFilter(10, 100, 2.0);
  private static final String PROMPT = "Tell me about bees.";

  @Test
  public void against_goodAnswer_isNothing() {
    assertThat(FILTER.against(PROMPT, answer("Bees live together in a hive and make honey.")))
        .isEmpty();
    assertThat(FILTER.against("蜜蜂？", answer("蜜蜂住在蜂巢里，它们一起做蜂蜜。"))).isEmpty();
  }

  @Test
  public void against_eachFault_isNamed() {
    assertThat(FILTER.against(PROMPT, new TeacherAnswer("Bees live in a hive and", false, 1)))
        .containsExactly(Reason.UNFINISHED);
    assertThat(FILTER.against(PROMPT, answer("Bees."))).containsExactly(Reason.TOO_SHORT);
    assertThat(
            FILTER.against(
                PROMPT,
                answer(
                    "Bees are small animals that fly from one flower to another all day long, and"
                        + " they bring home what they find there for the others.")))
        .containsExactly(Reason.TOO_LONG);
    assertThat(FILTER.against(PROMPT, answer("The bee was a bee. ".repeat(4))))
        .containsExactly(Reason.REPEATS);
    assertThat(FILTER.against(PROMPT, answer("Tell me about bees.")))
        .containsExactly(Reason.ECHOES_THE_PROMPT);
    assertThat(FILTER.against(PROMPT, answer("Bees {}=>[] ## @@ ~~ || <<>> **")))
        .containsExactly(Reason.NONSENSE);
    assertThat(FILTER.against(PROMPT, new TeacherAnswer("Bees moon a stair of cheese.", true, 3)))
        .containsExactly(Reason.NONSENSE);
  }

  private static TeacherAnswer answer(String text) {
    return new TeacherAnswer(text, true, 1);
  }
}
