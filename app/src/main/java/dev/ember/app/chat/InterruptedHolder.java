package dev.ember.app.chat;

import android.content.res.Resources;
import android.view.View;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;

/** Says that an answer broke off with the process, what was kept, and offers the next step. */
final class InterruptedHolder extends ItemHolder<ChatItem.Interrupted> {
  private final TextView body;
  private final View again;
  private final View resume;
  private final MessageActions actions;

  InterruptedHolder(View row, MessageActions actions) {
    super(row, ChatItem.Interrupted.class);
    body = ViewCompat.requireViewById(row, R.id.note_body);
    again = ViewCompat.requireViewById(row, R.id.note_again);
    resume = ViewCompat.requireViewById(row, R.id.note_continue);
    this.actions = actions;
    again.setOnClickListener(view -> actions.answerAgain());
  }

  @Override
  void bind(ChatItem.Interrupted note) {
    body.setText(kept(note));
    again.setVisibility(note.latest() ? View.VISIBLE : View.GONE);
    resume.setVisibility(note.latest() && note.hasText() ? View.VISIBLE : View.GONE);
    resume.setOnClickListener(view -> actions.continueAnswer(note.id()));
  }

  private String kept(ChatItem.Interrupted note) {
    Resources words = itemView.getResources();
    if (!note.hasText()) {
      return words.getString(R.string.interrupted_nothing);
    }
    return note.tokens() > 0
        ? words.getQuantityString(R.plurals.interrupted_kept, note.tokens(), note.tokens())
        : words.getString(R.string.interrupted_kept_text);
  }
}
