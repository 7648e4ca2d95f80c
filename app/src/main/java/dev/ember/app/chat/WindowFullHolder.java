package dev.ember.app.chat;

import android.view.View;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;

/** Says that the window is full, and what can be done. */
final class WindowFullHolder extends ItemHolder<ChatItem.WindowFull> {
  private final View drop;
  private final View newChat;
  private final MessageActions actions;

  WindowFullHolder(View row, MessageActions actions) {
    super(row, ChatItem.WindowFull.class);
    this.actions = actions;
    drop = ViewCompat.requireViewById(row, R.id.full_drop);
    newChat = ViewCompat.requireViewById(row, R.id.full_new_chat);
    drop.setOnClickListener(view -> actions.dropOldestAndAnswer());
  }

  @Override
  void bind(ChatItem.WindowFull full) {
    newChat.setOnClickListener(view -> actions.askInNewChat(full.question()));
    drop.setVisibility(full.latest() && full.canDrop() ? View.VISIBLE : View.GONE);
    newChat.setVisibility(full.latest() ? View.VISIBLE : View.GONE);
  }
}
