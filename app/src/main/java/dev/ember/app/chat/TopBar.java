package dev.ember.app.chat;

import android.content.Context;
import android.view.View;
import android.widget.TextView;
import androidx.appcompat.widget.PopupMenu;
import androidx.core.view.MenuCompat;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import dev.ember.app.engine.ModelState;

/** The row at the top: back, the chat's title over the model's name, and what else can be done. */
final class TopBar {
  /** From this font scale on, a title may take two lines. */
  private static final float TWO_LINES_FROM = 1.3f;

  /** What the menu asks for. */
  interface Listener {
    void back();

    void systemPrompt();

    void rename();

    void delete();
  }

  private final TextView title;
  private final TextView model;

  TopBar(View root, Listener listener) {
    title = ViewCompat.requireViewById(root, R.id.title);
    model = ViewCompat.requireViewById(root, R.id.model);
    if (root.getResources().getConfiguration().fontScale >= TWO_LINES_FROM) {
      title.setMaxLines(2);
    }
    ViewCompat.requireViewById(root, R.id.back).setOnClickListener(view -> listener.back());
    ViewCompat.requireViewById(root, R.id.more)
        .setOnClickListener(view -> showMenu(view, listener));
  }

  void show(ChatState state) {
    Context context = title.getContext();
    title.setText(state.title() == null ? context.getString(R.string.new_chat) : state.title());
    model.setText(name(context, state.model()));
  }

  private static String name(Context context, ModelState state) {
    if (state instanceof ModelState.Ready ready) {
      return context.getString(R.string.model_on_cpu, ready.name());
    }
    return context.getString(
        state instanceof ModelState.Loading ? R.string.model_loading : R.string.model_not_loaded);
  }

  private static void showMenu(View anchor, Listener listener) {
    PopupMenu menu = new PopupMenu(anchor.getContext(), anchor);
    menu.inflate(R.menu.chat);
    MenuCompat.setGroupDividerEnabled(menu.getMenu(), true);
    menu.setOnMenuItemClickListener(
        item -> {
          if (item.getItemId() == R.id.menu_system_prompt) {
            listener.systemPrompt();
          } else if (item.getItemId() == R.id.menu_rename) {
            listener.rename();
          } else {
            listener.delete();
          }
          return true;
        });
    menu.show();
  }
}
