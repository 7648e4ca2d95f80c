package dev.ember.app.chat;

import dev.ember.app.engine.ModelState;
import org.jspecify.annotations.Nullable;

/**
 * The model that answers a chat. The engine has room for one, and may load another meanwhile, for
 * another chat or to be measured: nothing here is ever said of that.
 *
 * @param id in the library; empty where there is only one
 * @param name for people; empty where it is not known yet
 * @param state where it stands
 * @param ready as it was when it was loaded last, with the window that is set now; null if this
 *     screen has not seen that
 */
public record ChatModel(
    String id, String name, ModelState state, ModelState.@Nullable Ready ready) {
  static final ChatModel UNKNOWN = new ChatModel("", "", new ModelState.NotLoaded(), null);

  /**
   * The same after a look at the model that answers the chat now, and at the engine.
   *
   * @param now its id
   * @param called its name; empty where nobody knows it
   * @param engine whichever model that has
   * @param window that is set for the model; null where nobody knows it
   */
  ChatModel seen(String now, String called, ModelState engine, @Nullable Integer window) {
    ModelState state = engine.isOf(now) ? engine : new ModelState.NotLoaded();
    if (state instanceof ModelState.Ready loaded) {
      return new ChatModel(now, loaded.name(), loaded, loaded);
    }
    ModelState.Ready last = now.equals(id) ? ready : null;
    if (last != null && window != null && last.window().wantedTokens() != window) {
      last = last.withWindow(ModelState.Window.whole(window));
    }
    return new ChatModel(now, last == null ? called : last.name(), state, last);
  }
}
