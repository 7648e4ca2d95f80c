package dev.ember.app.chat;

import android.content.Context;
import android.text.format.DateFormat;
import android.view.View;
import androidx.core.view.ViewCompat;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import dev.ember.app.attach.Quote;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The user's words, in a bubble at the end of the line. */
final class QuestionHolder extends ItemHolder<ChatItem.Question> {
  private final BubbleTextView bubble;
  private final View pin;
  private final MessageMenu menu;
  private final AlternativesPager pager;
  private ChatItem.@Nullable Question shown;

  QuestionHolder(View row, MessageActions actions, MessageMenu menu) {
    super(row, ChatItem.Question.class);
    this.menu = menu;
    bubble = ViewCompat.requireViewById(row, R.id.question);
    pin = ViewCompat.requireViewById(row, R.id.question_pin);
    pager =
        new AlternativesPager(
            row,
            step -> {
              if (shown != null) {
                MessageAction action = step < 0 ? MessageAction.PREVIOUS : MessageAction.NEXT;
                actions.act(action, shown.target());
              }
            });
    bubble.setOnLongClickListener(view -> shown != null && menu.show(view, shown.target()));
    bubble.setOnContextClickListener(View::performLongClick); // a mouse's right button
  }

  @Override
  void bind(ChatItem.Question question) {
    shown = question;
    bubble.setText(Quote.shortened(question.text(), bubble.getResources()));
    bubble.setBackgroundResource(
        question.forgotten() ? R.drawable.bubble_forgotten : R.drawable.bubble);
    bubble.setTextColor(
        MaterialColors.getColor(
            bubble,
            question.forgotten()
                ? com.google.android.material.R.attr.colorOnSurfaceVariant
                : com.google.android.material.R.attr.colorOnPrimaryContainer));
    pin.setVisibility(question.pinned() ? View.VISIBLE : View.GONE);
    pager.show(question.branching(), question.offers().contains(MessageAction.DELETE));
    bubble.setContentDescription(spoken(question));
    menu.offerTo(bubble, question.offers(), () -> shown == null ? null : shown.target());
  }

  private String spoken(ChatItem.Question question) {
    Context context = itemView.getContext();
    String time = DateFormat.getTimeFormat(context).format(new Date(question.createdAtMs()));
    return SpokenMessage.of(
        context,
        List.of(
            context.getString(
                R.string.you_spoken,
                time,
                Quote.shortened(question.text(), context.getResources()))),
        question.branching(),
        question.pinned());
  }
}
