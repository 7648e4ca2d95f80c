package dev.ember.app.chat;

import android.view.Menu;
import android.view.View;
import dev.ember.app.inside.page.InsideHost;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.widget.PageMenu;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What can be looked at inside the model of a chat: the chat as a whole, the words of its newest
 * message, or why those of its newest answer were drawn.
 */
final class InsideMenu {
  private final ChatFragment chat;
  private final ChatViewModel model;

  InsideMenu(ChatFragment chat, ChatViewModel model) {
    this.chat = chat;
    this.model = model;
  }

  void show(View anchor) {
    PageMenu menu = new PageMenu(anchor);
    for (InsideScreen screen : InsideScreen.values()) {
      if (isOffered(screen)) {
        menu.getMenu().add(Menu.NONE, screen.ordinal(), screen.ordinal(), screen.title());
      }
    }
    menu.setOnMenuItemClickListener(
        item -> {
          open(InsideScreen.values()[item.getItemId()]);
          return true;
        });
    menu.show();
  }

  private boolean isOffered(InsideScreen screen) {
    return screen == InsideScreen.WHY
        ? newestAnswer() != null
        : screen != InsideScreen.LABELLER && host().hasInside(screen);
  }

  void open(InsideScreen screen) {
    MessageTarget answer = screen == InsideScreen.WHY ? newestAnswer() : null;
    if (answer != null) {
      chat.explain(answer.id(), 0);
    } else if (!chat.isStateSaved()) {
      host().openInside(screen, screen == InsideScreen.WINDOW ? whole() : newest());
    }
  }

  private InsideHost host() {
    return (InsideHost) chat.requireActivity();
  }

  private InsideText whole() {
    return InsideText.ofChat(chat.chatId());
  }

  /** The newest message with words. */
  private InsideText newest() {
    MessageTarget newest = newest(item -> true, message -> !message.text().isEmpty());
    return newest == null
        ? whole()
        : InsideText.ofMessage(chat.chatId(), newest.id(), newest.text());
  }

  /** The newest answer that can be asked, or null. */
  private @Nullable MessageTarget newestAnswer() {
    return newest(
        item -> item instanceof ChatItem.Answer,
        answer -> answer.offers().contains(MessageAction.WHY));
  }

  private @Nullable MessageTarget newest(
      Predicate<ChatItem> kind, Predicate<MessageTarget> wanted) {
    MessageTarget newest = null;
    if (model.state().getValue() instanceof ChatState state) {
      for (ChatItem item : ChatItems.of(state)) {
        MessageTarget message = kind.test(item) ? message(item) : null;
        newest = message != null && wanted.test(message) ? message : newest;
      }
    }
    return newest;
  }

  private static @Nullable MessageTarget message(ChatItem item) {
    if (item instanceof ChatItem.Question question) {
      return question.target();
    }
    return item instanceof ChatItem.Answer answer ? answer.target() : null;
  }
}
