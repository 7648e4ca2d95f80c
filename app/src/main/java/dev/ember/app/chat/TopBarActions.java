package dev.ember.app.chat;

import android.view.View;
import dev.ember.app.R;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.models.ModelSheet;
import dev.ember.app.settings.Settings;
import dev.ember.app.widget.FieldDialog;
import java.util.Objects;

/** Does what the top bar's menu offers. */
final class TopBarActions implements TopBar.Listener {
  static final String RENAME_REQUEST = "chat.rename";

  private final ChatFragment chat;
  private final ChatViewModel model;
  private final ChatEngine engine;

  TopBarActions(ChatFragment chat, ChatViewModel model, ChatEngine engine) {
    this.chat = chat;
    this.model = model;
    this.engine = engine;
  }

  @Override
  public void back() {
    chat.host().closeChat(chat);
  }

  @Override
  public void chooseModel() {
    chat.show(ModelSheet.of(chat.chatId()), ModelSheet.TAG);
  }

  @Override
  public void lookInside(View anchor) {
    new InsideMenu(chat, model).show(anchor);
  }

  @Override
  public void chosen(int menuItem) {
    if (menuItem == R.id.menu_system_prompt) {
      chat.show(new SystemPromptSheet(), SystemPromptSheet.TAG);
    } else if (menuItem == R.id.menu_window) {
      chat.show(new WindowSheet(), WindowSheet.TAG);
    } else if (menuItem == R.id.menu_rename) {
      rename();
    } else if (menuItem == R.id.menu_delete) {
      chat.delete();
    } else if (model.state().getValue() instanceof ChatState state) {
      change(menuItem, state);
    }
  }

  private void change(int menuItem, ChatState state) {
    if (menuItem == R.id.menu_pin) {
      model.setPinned(!state.flags().pinned());
    } else if (menuItem == R.id.menu_archive) {
      model.setArchived(!state.flags().archived());
    } else if (menuItem == R.id.menu_sureness) {
      showSureness(!state.tints().wanted());
    } else {
      chat.export(menuItem);
    }
  }

  /** For all chats: it is a way to read, and no property of one. */
  private void showSureness(boolean on) {
    Settings.of(chat.requireContext()).set(Settings.Switch.SHOW_SURENESS, on);
    engine.recordSureness(on);
    model.showSureness(on);
  }

  private void rename() {
    String title =
        model.state().getValue() instanceof ChatState state
            ? Objects.requireNonNullElse(state.title(), "")
            : "";
    FieldDialog.Words words =
        new FieldDialog.Words(
            R.string.rename_title,
            chat.getString(R.string.rename_hint),
            R.string.rename,
            FieldDialog.Kind.NAME);
    chat.show(FieldDialog.of(RENAME_REQUEST, "", title, words), RENAME_REQUEST);
  }
}
