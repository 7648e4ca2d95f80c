package dev.ember.app.chat;

import android.view.Gravity;
import android.view.Menu;
import android.view.View;
import androidx.annotation.StringRes;
import androidx.core.view.MenuCompat;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import dev.ember.app.widget.PageMenu;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a long press on a message offers; TalkBack gets the same as custom actions. */
final class MessageMenu {
  private final MessageActions actions;

  MessageMenu(MessageActions actions) {
    this.actions = actions;
  }

  boolean show(View anchor, MessageTarget message) {
    View place = MenuPlace.of(anchor, message.offers().size());
    PageMenu popup = new PageMenu(place, Gravity.START);
    Menu menu = popup.getMenu();
    MenuCompat.setGroupDividerEnabled(menu, true);
    for (MessageAction action : message.offers()) {
      int group = action == MessageAction.DELETE ? 1 : 0;
      menu.add(group, action.ordinal(), action.ordinal(), label(action, message));
    }
    popup.setOnMenuItemClickListener(
        item -> {
          actions.act(MessageAction.values()[item.getItemId()], message);
          return true;
        });
    popup.show();
    return true;
  }

  /** A long press on a word asks for that word, the button and TalkBack for all of them. */
  @StringRes
  private static int label(MessageAction action, MessageTarget message) {
    boolean word = action == MessageAction.WHY && message.touched() != null;
    return word ? R.string.inside_why : action.label();
  }

  /**
   * Gives TalkBack what {@link #show} offers by touch. Called at each change of a row, so it
   * touches the view only when the offers have changed.
   *
   * @param message asked when an action is chosen
   */
  void offerTo(View view, List<MessageAction> offers, Supplier<@Nullable MessageTarget> message) {
    if (view.getTag(R.id.message_offers) instanceof Offered before) {
      if (before.actions().equals(offers)) {
        return;
      }
      before.ids().forEach(id -> ViewCompat.removeAccessibilityAction(view, id));
    }
    List<Integer> ids = new ArrayList<>();
    for (MessageAction action : offers) {
      ids.add(
          ViewCompat.addAccessibilityAction(
              view,
              view.getContext().getString(action.label()),
              (v, arguments) -> act(action, message.get())));
    }
    view.setTag(R.id.message_offers, new Offered(List.copyOf(offers), ids));
  }

  private boolean act(MessageAction action, @Nullable MessageTarget message) {
    if (message != null) {
      actions.act(action, message);
    }
    return message != null;
  }

  /** What a view offers, and the ids under which it does. */
  private record Offered(List<MessageAction> actions, List<Integer> ids) {}
}
