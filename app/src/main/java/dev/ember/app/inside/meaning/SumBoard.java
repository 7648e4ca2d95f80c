package dev.ember.app.inside.meaning;

import android.content.res.ColorStateList;
import android.view.View;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.annotation.AttrRes;
import androidx.annotation.IdRes;
import androidx.annotation.StringRes;
import androidx.core.view.ViewCompat;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The board on which words are added and taken away, and where that leads. */
final class SumBoard {
  /** Up to here a miss is a near one. */
  private static final int NEARLY = 10;

  private final View board;
  private final CloseRows rows;
  private final Consumer<Analogy.Part> changed;

  /**
   * @param changed hears which word of the sum was tapped
   * @param chosen hears which answer was tapped
   */
  SumBoard(View board, Consumer<Analogy.Part> changed, Consumer<String> chosen) {
    this.board = board;
    this.changed = changed;
    rows = new CloseRows(ViewCompat.requireViewById(board, R.id.sum_rows), chosen);
  }

  void show(Sight.Sum sum) {
    Analogy analogy = sum.analogy();
    word(R.id.sum_from, analogy, Analogy.Part.FROM, R.string.meaning_sum_from);
    word(R.id.sum_minus, analogy, Analogy.Part.MINUS, R.string.meaning_sum_minus);
    word(R.id.sum_plus, analogy, Analogy.Part.PLUS, R.string.meaning_sum_plus);
    word(R.id.sum_expected, analogy, Analogy.Part.EXPECTED, R.string.meaning_sum_expected);
    rows.show(answers(sum), analogy.expected());
    showVerdict(sum);
    TextView leftOut = ViewCompat.requireViewById(board, R.id.sum_left_out);
    boolean wouldWin = sum.asked().similarity() > sum.nearest().get(0).similarity();
    leftOut.setVisibility(wouldWin ? View.VISIBLE : View.GONE);
    leftOut.setText(
        board
            .getContext()
            .getString(
                R.string.meaning_sum_left_out, sum.asked().word(), sum.asked().similarity()));
  }

  private void word(@IdRes int id, Analogy analogy, Analogy.Part part, @StringRes int spoken) {
    TextView button = ViewCompat.requireViewById(board, id);
    String word = analogy.word(part);
    button.setText(word.isEmpty() ? board.getContext().getString(R.string.meaning_unknown) : word);
    button.setContentDescription(board.getContext().getString(spoken, button.getText()));
    button.setOnClickListener(view -> changed.accept(part));
  }

  /** The nearest, and below them the expected word if it is not among them. */
  private static List<Sight.Close> answers(Sight.Sum sum) {
    List<Sight.Close> answers = new ArrayList<>(sum.nearest());
    String expected = sum.analogy().expected();
    boolean among = answers.stream().anyMatch(each -> each.word().equalsIgnoreCase(expected));
    if (sum.goal() != null && !among) {
      answers.add(new Sight.Close(expected, sum.goal().similarity()));
    }
    return answers;
  }

  private void showVerdict(Sight.Sum sum) {
    Sight.Goal goal = sum.goal();
    View row = ViewCompat.requireViewById(board, R.id.sum_verdict_row);
    row.setVisibility(goal == null ? View.GONE : View.VISIBLE);
    if (goal == null) {
      return;
    }
    boolean right = goal.place() == 1 && !goal.alike();
    ImageView icon = ViewCompat.requireViewById(board, R.id.sum_icon);
    icon.setImageResource(right ? R.drawable.ic_24_check : R.drawable.ic_24_info);
    @AttrRes int role = right ? R.attr.emberChecked : R.attr.emberCaution;
    icon.setImageTintList(ColorStateList.valueOf(MaterialColors.getColor(icon, role)));
    ViewCompat.<TextView>requireViewById(board, R.id.sum_verdict).setText(verdict(sum, goal));
  }

  private String verdict(Sight.Sum sum, Sight.Goal goal) {
    String expected = sum.analogy().expected();
    if (goal.alike()) {
      return board.getContext().getString(R.string.meaning_sum_alike);
    }
    if (goal.place() == 1) {
      return board.getContext().getString(R.string.meaning_sum_right, expected, sum.words());
    }
    if (goal.place() <= NEARLY) {
      return board
          .getContext()
          .getString(R.string.meaning_sum_nearly, expected, goal.place(), sum.words());
    }
    return board
        .getContext()
        .getString(
            R.string.meaning_sum_missed,
            expected,
            goal.place(),
            sum.words(),
            (sum.words() + 1) / 2);
  }
}
