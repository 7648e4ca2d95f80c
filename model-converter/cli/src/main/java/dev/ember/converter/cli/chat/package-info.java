/**
 * A chat in the terminal. {@link dev.ember.converter.cli.chat.ChatSession} says what a typed line
 * does and knows no terminal; a {@link dev.ember.converter.cli.chat.ChatScreen} shows it.
 *
 * <pre>
 * line -> ChatSession -> a command, or Conversation.generate -> ChatScreen
 * </pre>
 */
@NullMarked
package dev.ember.converter.cli.chat;

import org.jspecify.annotations.NullMarked;
