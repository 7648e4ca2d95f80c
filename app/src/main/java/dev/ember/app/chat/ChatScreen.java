package dev.ember.app.chat;

/** What the chat screen shows. */
public sealed interface ChatScreen permits ChatScreen.Loading, ChatScreen.Gone, ChatState {

  /** The chat is being read; takes a few milliseconds. */
  record Loading() implements ChatScreen {}

  /** There is no such chat, or no more: the screen closes itself. */
  record Gone() implements ChatScreen {}
}
