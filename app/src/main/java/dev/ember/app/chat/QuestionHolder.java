package dev.ember.app.chat;

import android.content.Context;
import android.text.format.DateFormat;
import android.view.View;
import androidx.core.view.ViewCompat;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import java.util.Date;

/** The user's words, in a bubble at the end of the line. */
final class QuestionHolder extends ItemHolder<ChatItem.Question> {
  private final BubbleTextView bubble;
  private final MessageMenu menu;

  QuestionHolder(View row, MessageMenu menu) {
    super(row, ChatItem.Question.class);
    this.menu = menu;
    bubble = ViewCompat.requireViewById(row, R.id.question);
    menu.offerTo(bubble, () -> bubble.getText().toString());
  }

  @Override
  void bind(ChatItem.Question question) {
    Context context = itemView.getContext();
    bubble.setText(question.text());
    bubble.setBackgroundResource(
        question.forgotten() ? R.drawable.bubble_forgotten : R.drawable.bubble);
    bubble.setTextColor(
        MaterialColors.getColor(
            bubble,
            question.forgotten()
                ? com.google.android.material.R.attr.colorOnSurfaceVariant
                : com.google.android.material.R.attr.colorOnPrimaryContainer));
    String time = DateFormat.getTimeFormat(context).format(new Date(question.createdAtMs()));
    bubble.setContentDescription(context.getString(R.string.you_spoken, time, question.text()));
    bubble.setOnLongClickListener(view -> menu.show(view, question.text(), false));
  }
}
