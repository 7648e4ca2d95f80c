package dev.ember.app.chat;

import androidx.annotation.MainThread;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.EmberApp;
import dev.ember.app.data.SamplingSettings;
import org.jspecify.annotations.Nullable;

/**
 * One chat. Lives longer than its screen, holds no view and no context. An answer goes on when the
 * screen is left.
 *
 * <h2>Threading model</h2>
 *
 * Main thread only.
 */
@MainThread
public final class ChatViewModel extends ViewModel {

  /** For {@link ViewModelProvider}. */
  public static ViewModelProvider.Factory factory(EmberApp app) {
    throw new UnsupportedOperationException(app.toString());
  }

  /**
   * Shows a chat and begins to load the model. Again with the same chat, as after a rotation: no
   * effect.
   */
  public void open(long chatId) {
    throw new UnsupportedOperationException();
  }

  public LiveData<ChatScreen> state() {
    throw new UnsupportedOperationException();
  }

  /**
   * The text that the composer should hold: the saved draft once the chat is open, then a value
   * only when the composer must be refilled (a message that could not be saved comes back).
   */
  public LiveData<String> draft() {
    throw new UnsupportedOperationException();
  }

  /** Call it at every keystroke: it is saved twice a second at most. */
  public void saveDraft(String text) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sends a message. The draft is cleared in the same transaction that stores the message.
   *
   * @return false, and nothing happens, if {@code text} is blank or this chat is being answered:
   *     keep the text in the composer
   */
  public boolean send(String text) {
    throw new UnsupportedOperationException();
  }

  /** Ends the answer within one token; what was written is kept. No effect if none runs. */
  public void stop() {
    throw new UnsupportedOperationException();
  }

  /**
   * Answers the last user message again; the old answer is replaced.
   *
   * @return false, and nothing happens, if this chat is being answered or has no user message
   */
  public boolean regenerate() {
    throw new UnsupportedOperationException();
  }

  /** After {@link dev.ember.app.engine.ModelState.Failed}: tries to load the model once more. */
  public void reloadModel() {
    throw new UnsupportedOperationException();
  }

  /** Names the chat; a blank title takes the name back to the one made from the first message. */
  public void rename(String title) {
    throw new UnsupportedOperationException();
  }

  /** Holds from the next answer on; blank is none. */
  public void setSystemPrompt(String text) {
    throw new UnsupportedOperationException();
  }

  /**
   * Holds from the next answer on.
   *
   * @param settings null for the model's own values
   */
  public void setSampling(@Nullable SamplingSettings settings) {
    throw new UnsupportedOperationException();
  }
}
