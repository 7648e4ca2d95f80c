/**
 * The list of chats: {@link dev.ember.app.chats.ChatListViewModel} and the states that it shows.
 */
@NullMarked
package dev.ember.app.chats;

import org.jspecify.annotations.NullMarked;
