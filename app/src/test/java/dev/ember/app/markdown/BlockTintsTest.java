package dev.ember.app.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Activity;
import android.app.Application;
import android.graphics.Color;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.sure.MarkedTextView;
import dev.ember.app.sure.SurePlace;
import dev.ember.app.sure.TextMarks;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Which drawn words are marked where a word of the Markdown source is one to be marked. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class BlockTintsTest {
  private static final float DOUBTFUL = 0.1f;

  private final MarkdownView view = view();

  private static MarkdownView view() {
    Activity activity = Robolectric.buildActivity(Activity.class).get();
    activity.setTheme(R.style.Theme_Ember);
    return new MarkdownView(activity, null);
  }

  @Test
  public void tint_plainAndBoldWords_areMarkedWhereTheyAreDrawn() {
    show("Cows **eat** hay.\n\nAnd *oats*.", "eat", "oats");
    assertThat(markedWords()).containsExactly("eat", "oats");
  }

  @Test
  public void tint_pieceWithMarks_leavesThemOut() {
    show("Cows **eat** hay.", " **eat", "** hay");
    assertThat(markedWords()).containsExactly(" eat", " hay");
  }

  @Test
  public void tint_cellOfATable_isMarked() {
    show("| animal | food |\n|---|---|\n| cow | hay |\n| cat | fish |", "hay", "cat");
    assertThat(markedWords()).containsExactly("hay", "cat");
  }

  @Test
  public void tint_code_keepsItsColorsAndHasTheLineAlone() {
    show("Look:\n\n```java\nint cows = 3;\n```", "cows");
    assertThat(markedWords()).containsExactly("cows");
    TextMarks.Mark mark = marked().get(0).shown().get(0);
    assertThat(mark.fill()).isEqualTo(Color.TRANSPARENT);
    assertThat(mark.linePx()).isPositive();
  }

  @Test
  public void tint_lessSure_hasAThickerLine() {
    view.show("hay oats", false);
    view.tint(List.of(new SurePlace(0, 3, 0.3f), new SurePlace(4, 8, 0.01f)));
    List<TextMarks.Mark> marks = marked().get(0).shown();
    assertThat(marks.get(1).linePx()).isGreaterThan(marks.get(0).linePx());
    assertThat(marks.get(1).fill()).isNotEqualTo(marks.get(0).fill());
  }

  @Test
  public void tint_none_takesTheMarksAway() {
    show("Cows eat hay.", "hay");
    view.tint(List.of());
    assertThat(markedWords()).isEmpty();
  }

  private void show(String source, String... words) {
    view.show(source, false);
    List<SurePlace> places = new ArrayList<>();
    int from = 0;
    for (String word : words) {
      int start = source.indexOf(word, from);
      assertThat(start).as(word).isNotNegative();
      from = start + word.length();
      places.add(new SurePlace(start, from, DOUBTFUL));
    }
    view.tint(places);
  }

  private List<TextMarks> marked() {
    List<TextMarks> found = new ArrayList<>();
    texts(view).forEach(text -> found.add(marksOf(text)));
    found.removeIf(marks -> marks.shown().isEmpty());
    return found;
  }

  private List<String> markedWords() {
    List<String> words = new ArrayList<>();
    for (TextView text : texts(view)) {
      for (TextMarks.Mark mark : marksOf(text).shown()) {
        words.add(text.getText().subSequence(mark.start(), mark.end()).toString());
      }
    }
    return words;
  }

  private static TextMarks marksOf(TextView text) {
    return text instanceof GrowingTextView growing
        ? growing.marks()
        : ((MarkedTextView) text).marks();
  }

  private static List<TextView> texts(View root) {
    List<TextView> found = new ArrayList<>();
    if (root instanceof GrowingTextView || root instanceof MarkedTextView) {
      found.add((TextView) root);
    }
    if (root instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        found.addAll(texts(group.getChildAt(i)));
      }
    }
    return found;
  }
}
