package dev.ember.converter.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.Test;

public final class UserTypingTest {

  @Test
  public void vary_manyDraws_giveEveryFormAndNoOther() {
    assertThat(forms("Hi Tom!"))
        .containsExactlyInAnyOrder("Hi Tom!", "hi tom!", "Hi Tom", "hi tom");
  }

  @Test
  public void vary_markAlone_isKept() {
    assertThat(forms("?")).containsExactly("?");
  }

  @Test
  public void vary_sameSeed_sameText() {
    for (long seed = 0; seed < 50; seed++) {
      assertThat(UserTyping.vary("Hi Tom!", new SplittableRandom(seed)))
          .isEqualTo(UserTyping.vary("Hi Tom!", new SplittableRandom(seed)));
    }
  }

  private static Set<String> forms(String text) {
    SplittableRandom random = new SplittableRandom(1);
    Set<String> forms = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      forms.add(UserTyping.vary(text, random));
    }
    return forms;
  }
}
