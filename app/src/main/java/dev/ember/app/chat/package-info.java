/**
 * One chat: {@link dev.ember.app.chat.ChatViewModel} turns what the database and the engine say
 * into one {@link dev.ember.app.chat.ChatState} after another.
 */
@NullMarked
package dev.ember.app.chat;

import org.jspecify.annotations.NullMarked;
