package dev.ember.app.chat;

import dev.ember.app.data.ChatEntity;
import dev.ember.app.data.DefaultsEntity;
import dev.ember.app.data.PathMessage;
import dev.ember.app.data.PresetEntity;
import dev.ember.app.engine.LiveAnswer;
import dev.ember.app.engine.ModelState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chat's screen is put together from.
 *
 * @param stored the messages of the path, oldest first
 * @param model where the engine stands, whichever model that has
 * @param own the model that answers this chat
 * @param defaults of models and of all chats
 * @param presets the user's own
 */
record ChatParts(
    ChatEntity chat,
    List<PathMessage> stored,
    LiveAnswer live,
    ModelState model,
    Own own,
    @Nullable String storageFault,
    List<DefaultsEntity> defaults,
    List<PresetEntity> presets,
    ChatState.Pending pending,
    Tints tints) {

  /**
   * The model that answers a chat. Another may be loaded meanwhile, for another chat or to be
   * measured.
   *
   * @param id in the library; empty where there is only one
   * @param ready as it was when it was loaded last, with the window that is set now; null if this
   *     screen has not seen that
   */
  record Own(String id, ModelState.@Nullable Ready ready) {
    static final Own UNKNOWN = new Own("", null);

    /**
     * The same after a look at the model that answers the chat now, and at the engine.
     *
     * @param window that is set for the model; null where nobody knows it
     */
    Own seen(String now, ModelState engine, @Nullable Integer window) {
      if (engine instanceof ModelState.Ready loaded && loaded.id().equals(now)) {
        return new Own(now, loaded);
      }
      if (!now.equals(id)) {
        return new Own(now, null);
      }
      if (ready == null || window == null || ready.window().wantedTokens() == window) {
        return this;
      }
      return new Own(id, ready.withWindow(ModelState.Window.whole(window)));
    }
  }
}
