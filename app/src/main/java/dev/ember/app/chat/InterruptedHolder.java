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

  InterruptedHolder(View row, MessageActions actions) {
    super(row, ChatItem.Interrupted.class);
    body = ViewCompat.requireViewById(row, R.id.note_body);
    again = ViewCompat.requireViewById(row, R.id.note_again);
    again.setOnClickListener(view -> actions.answerAgain());
  }

  @Override
  void bind(ChatItem.Interrupted note) {
    body.setText(kept(note));
    again.setVisibility(note.latest() ? View.VISIBLE : View.GONE);
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
