package dev.ember.app.chat;

import android.view.Gravity;
import android.view.View;
import androidx.appcompat.widget.PopupMenu;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import java.util.function.Supplier;

/** What a long press on a message offers; TalkBack gets the same as custom actions. */
final class MessageMenu {
  private final MessageActions actions;

  MessageMenu(MessageActions actions) {
    this.actions = actions;
  }

  /**
   * @param again whether the message is an answer that can be given again
   */
  boolean show(View anchor, String text, boolean again) {
    PopupMenu menu = new PopupMenu(anchor.getContext(), anchor, Gravity.START);
    menu.inflate(R.menu.message);
    menu.getMenu().findItem(R.id.menu_again).setVisible(again);
    menu.setOnMenuItemClickListener(item -> run(item.getItemId(), text));
    menu.show();
    return true;
  }

  /** Gives TalkBack what {@link #show} offers by touch; {@code text} is asked when it is needed. */
  void offerTo(View view, Supplier<String> text) {
    offer(view, R.id.menu_copy, R.string.copy, text);
    offer(view, R.id.menu_select, R.string.select_text, text);
    offer(view, R.id.menu_share, R.string.share, text);
  }

  /** The same for "Answer again", which comes and goes. */
  void offerAgain(View view, boolean again) {
    boolean offered = view.getTag(R.id.menu_again) instanceof Integer;
    if (again && !offered) {
      view.setTag(R.id.menu_again, offer(view, R.id.menu_again, R.string.answer_again, () -> ""));
    } else if (!again && offered) {
      ViewCompat.removeAccessibilityAction(view, (Integer) view.getTag(R.id.menu_again));
      view.setTag(R.id.menu_again, null);
    }
  }

  private int offer(View view, int item, int label, Supplier<String> text) {
    return ViewCompat.addAccessibilityAction(
        view, view.getContext().getString(label), (v, arguments) -> run(item, text.get()));
  }

  private boolean run(int item, String text) {
    if (item == R.id.menu_copy) {
      actions.copy(text);
    } else if (item == R.id.menu_select) {
      actions.selectText(text);
    } else if (item == R.id.menu_share) {
      actions.share(text);
    } else {
      actions.answerAgain();
    }
    return true;
  }
}
