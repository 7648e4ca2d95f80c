/**
 * What is kept: chats, messages, drafts, and choices between answers, in one database.
 *
 * <p>Traps: {@link dev.ember.app.data.MessageStatus} is stored by name; every message row exists
 * before its first token.
 */
@NullMarked
package dev.ember.app.data;

import org.jspecify.annotations.NullMarked;
