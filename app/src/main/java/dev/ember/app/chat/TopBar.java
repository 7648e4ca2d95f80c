package dev.ember.app.chat;

import android.content.Context;
import android.content.res.Resources;
import android.view.View;
import android.widget.TextView;
import androidx.annotation.StringRes;
import androidx.core.view.MenuCompat;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import dev.ember.app.engine.ModelState;
import dev.ember.app.engine.RunsOn;
import dev.ember.app.widget.PageMenu;

/** The row at the top: back, the chat's title over the model's name, and what else can be done. */
final class TopBar {
  /** From this font scale on, a title may take two lines. */
  private static final float TWO_LINES_FROM = 1.3f;

  /** What the bar asks for. */
  interface Listener {
    void back();

    void chooseModel();

    /**
     * @param anchor that was touched
     */
    void lookInside(View anchor);

    /** What the menu offers, by its id. */
    void chosen(int menuItem);
  }

  private final TextView title;
  private final TextView model;
  private ChatState.Flags flags = ChatState.Flags.NONE;
  private boolean showsSureness;

  TopBar(View root, Listener listener) {
    title = ViewCompat.requireViewById(root, R.id.title);
    model = ViewCompat.requireViewById(root, R.id.model);
    if (root.getResources().getConfiguration().fontScale >= TWO_LINES_FROM) {
      title.setMaxLines(2);
    }
    ViewCompat.requireViewById(root, R.id.back).setOnClickListener(view -> listener.back());
    ViewCompat.requireViewById(root, R.id.title_block)
        .setOnClickListener(view -> listener.chooseModel());
    ViewCompat.requireViewById(root, R.id.look_inside).setOnClickListener(listener::lookInside);
    ViewCompat.requireViewById(root, R.id.more)
        .setOnClickListener(view -> showMenu(view, listener));
  }

  void show(ChatState state) {
    Context context = title.getContext();
    flags = state.flags();
    showsSureness = state.tints().wanted();
    title.setText(title(context, state));
    model.setText(name(context, state.model()));
  }

  private static String title(Context context, ChatState state) {
    if (state.flags().temporary()) {
      return context.getString(R.string.temporary_chat);
    }
    return state.title() == null ? context.getString(R.string.new_chat) : state.title();
  }

  static String name(Context context, ChatModel model) {
    if (model.state() instanceof ModelState.Ready ready) {
      return context.getString(place(ready.runtime()), ready.name());
    }
    if (model.state() instanceof ModelState.Loading loading) {
      return loading(context.getResources(), loading);
    }
    return model.name().isEmpty()
        ? context.getString(R.string.model_not_loaded)
        : context.getString(R.string.model_not_loaded_named, model.name());
  }

  static String loading(Resources words, ModelState.Loading loading) {
    return loading.name().isEmpty()
        ? words.getString(R.string.model_loading)
        : words.getString(R.string.model_loading_named, loading.name());
  }

  /**
   * What computes.
   *
   * @param runtime as the backend describes itself
   */
  static @StringRes int place(String runtime) {
    return switch (RunsOn.of(runtime)) {
      case CPU -> R.string.model_on_cpu;
      case GPU -> R.string.model_on_gpu;
      case BOTH -> R.string.model_on_both;
    };
  }

  private void showMenu(View anchor, Listener listener) {
    PageMenu menu = new PageMenu(anchor);
    menu.inflate(R.menu.chat);
    MenuCompat.setGroupDividerEnabled(menu.getMenu(), true);
    menu.getMenu()
        .findItem(R.id.menu_pin)
        .setTitle(flags.pinned() ? R.string.unpin_chat : R.string.pin_chat);
    menu.getMenu()
        .findItem(R.id.menu_archive)
        .setTitle(flags.archived() ? R.string.unarchive : R.string.archive);
    menu.getMenu().findItem(R.id.menu_sureness).setChecked(showsSureness);
    for (int kept : new int[] {R.id.menu_rename, R.id.menu_pin, R.id.menu_archive}) {
      menu.getMenu().findItem(kept).setVisible(!flags.temporary());
    }
    menu.setOnMenuItemClickListener(
        item -> {
          listener.chosen(item.getItemId());
          return true;
        });
    menu.show();
  }
}
