package dev.ember.app.main;

import android.os.Bundle;
import androidx.activity.EdgeToEdge;
import androidx.appcompat.app.AppCompatActivity;
import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentManager;
import dev.ember.app.R;
import dev.ember.app.background.NotificationWish;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.chats.ChatListFragment;
import dev.ember.app.scope.AppScope;
import org.jspecify.annotations.Nullable;

/**
 * The window that holds every screen: the list of chats at the bottom of the back stack, a chat
 * above it. The system keeps and restores both.
 */
public final class MainActivity extends AppCompatActivity
    implements ChatListFragment.Host, ChatFragment.Host {

  @Override
  protected void onCreate(@Nullable Bundle savedState) {
    EdgeToEdge.enable(this);
    super.onCreate(savedState);
    setContentView(R.layout.activity_main);
    AppScope scope = AppScope.of(this);
    NotificationWish notifications = new NotificationWish(this, scope.executors().later());
    scope.engine().answering().observe(this, notifications::working);
    if (savedState == null) {
      getSupportFragmentManager()
          .beginTransaction()
          .add(R.id.screen, new ChatListFragment())
          .commitNow();
    }
  }

  /** At once, so that a second tap no longer finds the list. */
  @Override
  public void openChat(long chatId, @Nullable Long messageId) {
    FragmentManager screens = getSupportFragmentManager();
    screens
        .beginTransaction()
        .setReorderingAllowed(true)
        .replace(R.id.screen, ChatFragment.of(chatId, messageId))
        .addToBackStack(null)
        .commit();
    screens.executePendingTransactions();
  }

  @Override
  public void openInstead(ChatFragment chat, long otherChatId) {
    closeChat(chat);
    openChat(otherChatId, null);
  }

  @Override
  public void closeChat(ChatFragment chat) {
    if (!getSupportFragmentManager().isStateSaved() && isShown(chat)) {
      getSupportFragmentManager().popBackStack();
    }
  }

  @Override
  public void deleteChat(ChatFragment chat, long chatId) {
    Bundle request = new Bundle();
    request.putLong(ChatListFragment.CHAT_ID, chatId);
    getSupportFragmentManager().setFragmentResult(ChatListFragment.DELETE_REQUEST, request);
    closeChat(chat);
  }

  private boolean isShown(Fragment fragment) {
    return getSupportFragmentManager().findFragmentById(R.id.screen) == fragment;
  }
}
