package dev.ember.app.inside.stages;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.R;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.tokens.TokenPiece;
import dev.ember.app.inside.why.TokenName;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What the three stages of {@link StagePack} say. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class ShippedStagesTest {
  /** What ends a turn in these models' chats. */
  private static final TokenName MARK = new TokenName(TokenName.Kind.SPECIAL, "<|im_end|>");

  @Test
  public void run_packBesideTheShippedModel_asksBaseTunedAndPreferredInThisOrder()
      throws IOException, LabRefusal {
    List<StageAnswer> answers = StagePack.ask(question());

    assertThat(answers)
        .extracting(answer -> answer.facts().stage())
        .containsExactly("pretrain", "sft", "dpo");
    for (StageAnswer answer : answers) {
      assertThat(answer.next()).as(answer.model()).hasSizeGreaterThan(1);
      assertThat(answer.facts().data().files()).as(answer.model()).isNotEmpty();
      assertThat(answer.facts().cost().steps()).as(answer.model()).isPositive();
      assertThat(answer.facts().cost().tokens()).as(answer.model()).isPositive();
      assertThat(answer.facts().cost().seconds()).as(answer.model()).isPositive();
    }
    requireThreeAnswers(answers);
  }

  @Test
  public void run_aWholeQuestion_theBaseGoesOnPastTheEndOfTheTurnInBothRoles()
      throws IOException, LabRefusal {
    StageAnswer base = StagePack.ask(question()).get(0);

    assertThat(base.next().get(0).token()).isEqualTo(MARK);
    assertThat(base.next().get(0).probability()).isGreaterThan(0.5f);
    assertThat(base.said()).hasSize(StageLook.MOST_TOKENS);
    assertThat(base.said().get(0).text()).isEqualTo(MARK.text());
    assertThat(base.wroteMarks()).isTrue();
    assertThat(text(base))
        .startsWith("<|im_end|>\n<|im_start|>assistant\nThe capital")
        .contains("<|im_start|>user\n");
  }

  @Test
  @Config(qualifiers = "zh-rCN")
  public void run_theChineseQuestion_hasThreeAnswersToo() throws IOException, LabRefusal {
    requireThreeAnswers(StagePack.ask(question()));
  }

  @Test
  public void run_aBeginning_theBaseGoesOnWithTheStoryAndWritesNoMark()
      throws IOException, LabRefusal {
    StageAnswer base = StagePack.ask("The little fox went into the").get(0);

    assertThat(base.said()).hasSize(StageLook.MOST_TOKENS);
    assertThat(base.wroteMarks()).isFalse();
    assertThat(text(base)).doesNotContain("\ufffd").contains(" water. ");
  }

  /** That of the screen. */
  private static String question() {
    return ApplicationProvider.getApplicationContext().getString(R.string.stages_prompt);
  }

  /** Of the three only the base writes marks and does not stop; no two say the same. */
  private static void requireThreeAnswers(List<StageAnswer> answers) {
    Set<String> texts = new HashSet<>();
    for (StageAnswer answer : answers) {
      String text = text(answer);
      texts.add(text);
      assertThat(text).as(answer.model()).isNotBlank();
      assertThat(answer.wroteMarks()).as(answer.model()).isEqualTo(answer.facts().base());
      if (!answer.facts().base()) {
        assertThat(answer.said())
            .as(answer.model())
            .hasSizeLessThan(StageLook.MOST_TOKENS)
            .noneMatch(TokenPiece::special);
      }
    }
    assertThat(texts).hasSameSizeAs(answers);
  }

  private static String text(StageAnswer answer) {
    StringBuilder text = new StringBuilder();
    for (TokenPiece piece : answer.said()) {
      text.append(piece.part() == piece.parts() ? piece.text() : "");
    }
    return text.toString();
  }
}
