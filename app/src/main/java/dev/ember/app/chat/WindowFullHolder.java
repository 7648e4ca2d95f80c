package dev.ember.app.chat;

import android.view.View;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;

/** Says that the window is full, and what can be done. */
final class WindowFullHolder extends ItemHolder<ChatItem.WindowFull> {
  private final TextView body;
  private final View drop;
  private final View newChat;
  private final MessageActions actions;

  WindowFullHolder(View row, MessageActions actions) {
    super(row, ChatItem.WindowFull.class);
    this.actions = actions;
    body = ViewCompat.requireViewById(row, R.id.full_body);
    drop = ViewCompat.requireViewById(row, R.id.full_drop);
    newChat = ViewCompat.requireViewById(row, R.id.full_new_chat);
    drop.setOnClickListener(view -> actions.dropOldestAndAnswer());
  }

  @Override
  void bind(ChatItem.WindowFull full) {
    String question = full.question();
    body.setText(question == null ? R.string.window_full_no_question : R.string.window_full_body);
    if (question != null) {
      newChat.setOnClickListener(view -> actions.askInNewChat(question));
    }
    drop.setVisibility(full.latest() && full.canDrop() ? View.VISIBLE : View.GONE);
    newChat.setVisibility(full.latest() ? View.VISIBLE : View.GONE);
  }
}
