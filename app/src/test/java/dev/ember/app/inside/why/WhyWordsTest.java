package dev.ember.app.inside.why;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.inference.sample.Dice;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class WhyWordsTest {
  private static final List<Candidate> CANDIDATES =
      List.of(candidate(1, "a", 0.4f), candidate(2, "b", 0.35f), candidate(3, "c", 0.25f));

  private static Candidate candidate(int token, String text, float last) {
    return new Candidate(
        token, new TokenName(TokenName.Kind.TEXT, text), last, last, 0, null, token);
  }

  private static WhyWords.Verdict verdict(int drawn, int written, boolean agrees) {
    return verdict(drawn, written, agrees, true);
  }

  private static WhyWords.Verdict verdict(
      int drawn, int written, boolean agrees, boolean sameBackend) {
    Dice dice = new Dice(0.5, 0, 1);
    return new WhyWords(RuntimeEnvironment.getApplication())
        .verdict(new Explained(CANDIDATES, drawn, written, dice, agrees, sameBackend));
  }

  @Test
  public void verdict_ofAnotherRuntime_saysSoOnceWhateverIsDrawn() {
    assertThat(verdict(1, 1, true).body()).doesNotContain("those of then");
    assertThat(verdict(1, 1, true, false).title()).isEqualTo("Torn between two words");
    assertThat(verdict(1, 1, true, false).body())
        .endsWith("may differ a little from those of then.");
    assertThat(verdict(1, 2, false, false).body()).containsOnlyOnce("those of then");
  }

  @Test
  public void verdict_drawThatDiffers_isNotTheReadersChoice() {
    WhyWords.Verdict differs = verdict(1, 2, false);
    assertThat(differs.title()).isEqualTo("Another word is drawn here now");
    assertThat(differs.body()).contains("“a”").contains("not those of then");
    assertThat(verdict(1, 2, true).title()).isEqualTo("You chose this word");
  }

  @Test
  public void verdict_twoLikelyWords_areTornBetweenOnlyWhereOneOfThemWasDrawn() {
    assertThat(verdict(1, 1, true).title()).isEqualTo("Torn between two words");
    assertThat(verdict(2, 2, true).title()).isEqualTo("Torn between two words");
    assertThat(verdict(3, 3, true).title()).isEqualTo("The dice chose a less likely word");
  }
}
