package dev.ember.app.chats;

import androidx.annotation.MainThread;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.EmberApp;
import java.util.function.LongConsumer;

/**
 * The list of chats. Lives longer than its screen, holds no view and no context.
 *
 * <h2>Threading model</h2>
 *
 * Main thread only.
 */
@MainThread
public final class ChatListViewModel extends ViewModel {

  /** For {@link ViewModelProvider}. */
  public static ViewModelProvider.Factory factory(EmberApp app) {
    throw new UnsupportedOperationException(app.toString());
  }

  /** Changes by itself whenever a chat does. */
  public LiveData<ChatListState> state() {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes an empty chat, or takes the one that was made before and left untouched. It is listed
   * once it has a message, a draft or a name.
   *
   * @param opened gets its id on the main thread
   */
  public void createChat(LongConsumer opened) {
    throw new UnsupportedOperationException();
  }

  /** Names a chat; a blank title takes the name back to the one made from the first message. */
  public void rename(long chatId, String title) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes a chat off the list and stops its answer. It can come back by {@link #undoDelete} until
   * {@link #purge} or the next start of the app.
   */
  public void delete(long chatId) {
    throw new UnsupportedOperationException();
  }

  /** The snackbar's Undo. */
  public void undoDelete(long chatId) {
    throw new UnsupportedOperationException();
  }

  /** The snackbar is gone without Undo: the deleted chat goes for good. */
  public void purge(long chatId) {
    throw new UnsupportedOperationException();
  }
}
