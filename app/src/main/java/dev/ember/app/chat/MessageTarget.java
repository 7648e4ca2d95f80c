package dev.ember.app.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as its menu sees it.
 *
 * @param text as it was written
 * @param offers what can be done with it now
 * @param touched a character of the text that was pointed at; null where it is meant as a whole
 */
record MessageTarget(long id, String text, List<MessageAction> offers, @Nullable Integer touched) {

  static MessageTarget whole(long id, String text, List<MessageAction> offers) {
    return new MessageTarget(id, text, offers, null);
  }

  MessageTarget at(int offset) {
    return new MessageTarget(id, text, offers, offset);
  }
}
