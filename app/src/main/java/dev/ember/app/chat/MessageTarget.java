package dev.ember.app.chat;

import java.util.List;

/**
 * A message as its menu sees it.
 *
 * @param text as it was written
 * @param offers what can be done with it now
 */
record MessageTarget(long id, String text, List<MessageAction> offers) {}
