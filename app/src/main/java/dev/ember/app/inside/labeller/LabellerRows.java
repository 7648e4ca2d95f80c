package dev.ember.app.inside.labeller;

import android.content.Context;
import android.view.View;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import com.google.android.material.button.MaterialButton;
import dev.ember.app.R;
import dev.ember.app.data.ChoiceEntity;
import dev.ember.app.engine.LoadRisk;
import dev.ember.app.engine.ModelState;
import dev.ember.app.widget.RiskWords;
import java.util.List;

/** Paints a state into the page: the two answers above the list, the verdicts below it. */
final class LabellerRows {
  /** From this width on two answers stand side by side (DESIGN.md 9). */
  private static final int WIDE_DP = 600;

  private final View head;
  private final View page;
  private final Context context;

  LabellerRows(View head, View page) {
    this.head = head;
    this.page = page;
    this.context = page.getContext();
    if (context.getResources().getConfiguration().screenWidthDp >= WIDE_DP) {
      sideBySide();
    }
  }

  private void sideBySide() {
    LinearLayout cards = ViewCompat.requireViewById(head, R.id.labeller_answers);
    cards.setOrientation(LinearLayout.HORIZONTAL);
    int gap = context.getResources().getDimensionPixelSize(R.dimen.labeller_gap);
    for (int i = 0; i < cards.getChildCount(); i++) {
      LinearLayout.LayoutParams place =
          new LinearLayout.LayoutParams(0, LinearLayout.LayoutParams.MATCH_PARENT, 1);
      place.setMarginStart(i == 0 ? 0 : gap);
      place.topMargin = gap;
      cards.getChildAt(i).setLayoutParams(place);
    }
  }

  void show(LabellerState state) {
    String first = "";
    String second = "";
    if (state instanceof LabellerState.Writing writing) {
      first = writing.first();
      second = writing.second();
    } else if (state instanceof LabellerState.Ready ready) {
      first = ready.first();
      second = ready.second();
    }
    boolean writes = state instanceof LabellerState.Writing;
    boolean ready = state instanceof LabellerState.Ready;
    text(R.id.labeller_first, first);
    text(R.id.labeller_second, second);
    visible(R.id.labeller_answers, writes || ready);
    visible(R.id.labeller_busy, writes);
    visible(R.id.labeller_write, !writes && !ready);
    text(R.id.labeller_status, status(state));
    showFailure(state);
    ViewCompat.requireViewById(page, R.id.labeller_verdicts)
        .setVisibility(ready ? View.VISIBLE : View.GONE);
  }

  private String status(LabellerState state) {
    if (state instanceof LabellerState.Writing writing) {
      if (writing.waits()) {
        return context.getString(R.string.labeller_waits);
      }
      return context.getString(
          writing.second().isEmpty()
              ? R.string.labeller_writing
              : R.string.labeller_writing_second);
    }
    if (state instanceof LabellerState.Ready ready) {
      return context.getString(
          ready.notKept() ? R.string.labeller_not_kept : R.string.labeller_which);
    }
    if (state instanceof LabellerState.Alike alike) {
      return alike.answer().isEmpty()
          ? context.getString(R.string.labeller_silent)
          : context.getString(R.string.labeller_alike, alike.answer());
    }
    return context.getString(R.string.labeller_intro);
  }

  private void showFailure(LabellerState state) {
    visible(R.id.labeller_failed, state instanceof LabellerState.Failed);
    if (state instanceof LabellerState.Failed failed) {
      ModelState.Failed why = failed.why();
      text(R.id.labeller_failed_title, title(why));
      text(R.id.labeller_failed_detail, RiskWords.elsewhere(context, why));
    }
  }

  private String title(ModelState.Failed why) {
    if (why.risk() instanceof LoadRisk.LittleMemory memory) {
      return RiskWords.memory(context, memory);
    }
    return context.getString(title(why.fault()));
  }

  private static int title(ModelState.Fault fault) {
    return switch (fault) {
      case DAMAGED -> R.string.load_failed_damaged;
      case STORAGE -> R.string.load_failed_storage;
      case RUNTIME, MEMORY -> R.string.load_failed_runtime;
      case KILLED -> R.string.load_failed_killed;
    };
  }

  void show(List<ChoiceEntity> chosen) {
    long equal = chosen.stream().filter(choice -> !PairLines.hasOrder(choice)).count();
    String count =
        context
            .getResources()
            .getQuantityString(R.plurals.labeller_count, chosen.size(), chosen.size());
    text(
        R.id.labeller_count,
        equal == 0 ? count : context.getString(R.string.labeller_count_equal, count, equal));
    visible(R.id.labeller_undo, !chosen.isEmpty());
    MaterialButton share = ViewCompat.requireViewById(head, R.id.labeller_share);
    share.setVisibility(chosen.isEmpty() ? View.GONE : View.VISIBLE);
    share.setEnabled(chosen.size() > equal);
    visible(R.id.labeller_none, chosen.isEmpty());
    visible(R.id.labeller_count, !chosen.isEmpty());
  }

  private void visible(int id, boolean visible) {
    ViewCompat.requireViewById(head, id).setVisibility(visible ? View.VISIBLE : View.GONE);
  }

  /** Only if it is another: a live region speaks each time. */
  private void text(int id, String words) {
    TextView view = ViewCompat.requireViewById(head, id);
    if (!words.contentEquals(view.getText())) {
      view.setText(words);
    }
  }
}
