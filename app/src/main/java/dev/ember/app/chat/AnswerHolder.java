package dev.ember.app.chat;

import android.view.View;
import android.view.accessibility.AccessibilityManager;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.engine.AnswerPhase;
import dev.ember.app.markdown.MarkdownText;
import dev.ember.app.markdown.MarkdownView;
import dev.ember.app.sure.SurePlace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The model's words on the page, what they took, and what can be done with them. */
final class AnswerHolder extends ItemHolder<ChatItem.Answer> {
  /** A prompt read faster than this is not worth a line. */
  private static final long READING_LINE_AFTER_MS = 400;

  /** What can be touched is at least so high. */
  private static final int LEAST_TARGET_DP = 48;

  private static final int AFTER_ACTIONS_DP = 8;
  private static final int AFTER_STATS_DP = 16;

  private final MarkdownView text;
  private final TextView stats;
  private final View actionRow;
  private final View again;
  private final View why;
  private final View resume;
  private final View pin;
  private final View after;
  private final AlternativesPager pager;
  private final MessageActions actions;
  private final MessageMenu menu;
  private final AnswerLine line;
  private final AnswerDescription description;
  private final Runnable showLine;
  private final AccessibilityManager accessibility;

  private ChatItem.@Nullable Answer shown;
  private boolean opened;

  AnswerHolder(View row, MessageActions actions, MessageMenu menu, MarkdownText markdown) {
    super(row, ChatItem.Answer.class);
    this.menu = menu;
    text = ViewCompat.requireViewById(row, R.id.answer);
    text.drawWith(markdown);
    stats = ViewCompat.requireViewById(row, R.id.stats);
    actionRow = ViewCompat.requireViewById(row, R.id.actions);
    again = ViewCompat.requireViewById(row, R.id.again);
    why = ViewCompat.requireViewById(row, R.id.why);
    after = ViewCompat.requireViewById(row, R.id.after);
    line = new AnswerLine(row.getResources());
    showLine = () -> stats.setVisibility(View.VISIBLE);
    resume = ViewCompat.requireViewById(row, R.id.resume);
    pin = ViewCompat.requireViewById(row, R.id.answer_pin);
    pager =
        new AlternativesPager(
            row, step -> act(step < 0 ? MessageAction.PREVIOUS : MessageAction.NEXT));
    this.actions = actions;
    description = new AnswerDescription(row);
    accessibility = row.getContext().getSystemService(AccessibilityManager.class);
    row.setOnClickListener(view -> toggleActions());
    row.setOnLongClickListener(view -> showMenu(words()));
    text.setOnLongClickListener(view -> showMenuOfWord());
    row.setOnContextClickListener(view -> showMenu(words())); // a mouse's right button
    ViewCompat.requireViewById(row, R.id.message_more).setOnClickListener(this::showMenu);
    ViewCompat.requireViewById(row, R.id.copy).setOnClickListener(view -> act(MessageAction.COPY));
    ViewCompat.requireViewById(row, R.id.speak)
        .setOnClickListener(view -> act(MessageAction.READ_ALOUD));
    why.setOnClickListener(view -> act(MessageAction.WHY));
    again.setOnClickListener(view -> act(MessageAction.AGAIN));
    resume.setOnClickListener(view -> act(MessageAction.CONTINUE));
  }

  private void act(MessageAction action) {
    if (shown != null && shown.offers().contains(action)) {
      actions.act(action, shown.target());
    }
  }

  @Override
  void bind(ChatItem.Answer answer) {
    opened = false;
    stats.removeCallbacks(showLine);
    stats.setVisibility(waitsForFirstToken(answer) ? View.GONE : View.VISIBLE);
    if (waitsForFirstToken(answer)) {
      stats.postDelayed(showLine, READING_LINE_AFTER_MS);
    }
    int color =
        answer.forgotten()
            ? com.google.android.material.R.attr.colorOnSurfaceVariant
            : com.google.android.material.R.attr.colorOnSurface;
    text.setTextColor(MaterialColors.getColor(text, color));
    update(answer);
  }

  @Override
  void update(ChatItem.Answer answer) {
    shown = answer;
    text.show(answer.text(), answer.streaming());
    List<SurePlace> sure = answer.sure() == null ? List.of() : answer.sure();
    text.tint(sure);
    text.onWordTap(sure.isEmpty() ? null : this::askForWord);
    text.setVisibility(answer.text().isEmpty() && !answer.streaming() ? View.GONE : View.VISIBLE);
    String took = line.of(answer);
    stats.setText(took);
    description.show(answer, took);
    if (!waitsForFirstToken(answer)) {
      stats.removeCallbacks(showLine);
      stats.setVisibility(View.VISIBLE);
    }
    showActions(answer);
    menu.offerTo(itemView, answer.offers(), () -> shown == null ? null : shown.target());
  }

  private static boolean waitsForFirstToken(ChatItem.Answer answer) {
    return answer.streaming() && !(answer.phase() instanceof AnswerPhase.Writing);
  }

  private void showActions(ChatItem.Answer answer) {
    boolean visible =
        !answer.streaming()
            && !answer.text().isEmpty()
            && (answer.latest() || opened || answer.branching().chooses());
    actionRow.setVisibility(visible ? View.VISIBLE : View.GONE);
    itemView.setClickable(!answer.latest() && !answer.streaming());
    again.setVisibility(visibleIf(answer.offers().contains(MessageAction.AGAIN)));
    boolean cut = answer.latest() && answer.offers().contains(MessageAction.CONTINUE);
    boolean resumable = cut && answer.status() != MessageStatus.INTERRUPTED;
    resume.setVisibility(visibleIf(resumable));
    why.setVisibility(visibleIf(answer.offers().contains(MessageAction.WHY)));
    pin.setVisibility(visibleIf(answer.pinned()));
    pager.show(answer.branching(), answer.offers().contains(MessageAction.DELETE));
    float density = after.getResources().getDisplayMetrics().density;
    itemView.setMinimumHeight(answer.streaming() ? 0 : Math.round(LEAST_TARGET_DP * density));
    int height = Math.round((visible ? AFTER_ACTIONS_DP : AFTER_STATS_DP) * density);
    if (after.getLayoutParams().height != height) {
      after.getLayoutParams().height = height;
      after.requestLayout();
    }
  }

  private static int visibleIf(boolean condition) {
    return condition ? View.VISIBLE : View.GONE;
  }

  private void toggleActions() {
    if (shown != null) {
      opened = !opened;
      showActions(shown);
    }
  }

  /**
   * While the words are tinted they are there to be touched; otherwise a tap is the row's, and a
   * word is asked for by holding it. Where fingers explore the screen for a screen reader, its
   * double tap may come as a touch in the middle of the row, which means no word.
   */
  private void askForWord() {
    if (shown != null
        && shown.offers().contains(MessageAction.WHY)
        && !accessibility.isTouchExplorationEnabled()) {
      actions.act(MessageAction.WHY, shown.target().at(text.touchedOffset()));
    }
  }

  private boolean showMenuOfWord() {
    return shown != null
        && menu.show(
            text, text.isTouched() ? shown.target().at(text.touchedOffset()) : shown.target());
  }

  /** Where a menu stands: an answer that broke off before its first word has its line alone. */
  private View words() {
    return text.getVisibility() == View.VISIBLE ? text : stats;
  }

  private boolean showMenu(View anchor) {
    return shown != null && menu.show(anchor, shown.target());
  }
}
