package dev.ember.app.inside.why;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.graphics.Paint;
import android.view.ContextThemeWrapper;
import android.view.View;
import android.widget.LinearLayout;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.inference.sample.SamplingStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class CandidateRowsTest {
  private final LinearLayout rows =
      new LinearLayout(
          new ContextThemeWrapper(RuntimeEnvironment.getApplication(), R.style.Theme_Ember));
  private final List<Integer> chosen = new ArrayList<>();

  private static Candidate candidate(int token, String text, @Nullable SamplingStep cutBy) {
    TokenName name = new TokenName(TokenName.Kind.TEXT, text);
    return new Candidate(token, name, 0.5f, cutBy == null ? 0.5f : 0, 0, cutBy, 1);
  }

  private void show(int written, Candidate... candidates) {
    Explained draw = new Explained(List.of(candidates), written, written, null, true, true);
    CandidateRows.in(rows).show(draw, candidate -> chosen.add(candidate.token()));
  }

  private TextView word(int row) {
    return rows.getChildAt(row).findViewById(R.id.candidate_word);
  }

  @Test
  public void show_anotherDraw_keepsTheRowsAndNothingOfTheFormerOne() {
    show(1, candidate(1, " a", null), candidate(2, " b", SamplingStep.TOP_P));
    View first = rows.getChildAt(0);
    View second = rows.getChildAt(1);
    assertThat(first.isClickable()).as("it stands there").isFalse();

    show(4, candidate(3, " c", null), candidate(4, " d", null), candidate(5, " e", null));
    assertThat(rows.getChildCount()).isEqualTo(3);
    assertThat(rows.getChildAt(0)).isSameAs(first);
    assertThat(rows.getChildAt(1)).isSameAs(second);
    assertThat(word(1).getText().toString()).isEqualTo("d");
    assertThat(word(1).getPaintFlags() & Paint.STRIKE_THRU_TEXT_FLAG).isZero();
    assertThat(second.isClickable()).isFalse();
    first.performClick();
    assertThat(chosen).containsExactly(3);

    show(6, candidate(6, " f", null));
    assertThat(rows.getChildCount()).isEqualTo(1);
    first.performClick();
    assertThat(chosen).as("the new one stands there").containsExactly(3);
  }

  @Test
  public void names_wordsThatASpaceAloneTellsApart_showIt() {
    show(9, candidate(1, " the", null), candidate(2, "the", null), candidate(3, " a", null));
    assertThat(word(0).getText().toString()).isEqualTo("·the");
    assertThat(word(1).getText().toString()).isEqualTo("the");
    assertThat(word(2).getText().toString()).isEqualTo("a");
    assertThat(rows.getChildAt(0).getContentDescription().toString())
        .startsWith("the, with the space before it:");
  }

  @Test
  public void names_whiteSpace_isMarkedToBeSeenAndNamedToBeHeard() {
    show(9, candidate(1, "\n", null), candidate(2, "\n\n", null), candidate(3, "  ", null));
    assertThat(word(0).getText().toString()).isEqualTo("↵");
    assertThat(word(1).getText().toString()).isEqualTo("↵↵");
    assertThat(word(2).getText().toString()).isEqualTo("··");
    assertThat(rows.getChildAt(1).getContentDescription().toString()).startsWith("2 line breaks: ");
  }
}
