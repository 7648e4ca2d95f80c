package dev.ember.converter.cli.chat;

/** Where a chat is shown. Called by the thread that runs the session. */
public interface ChatScreen {

  /** More of the answer, as it comes. */
  void answer(String delta);

  /** The answer is complete, or stopped. */
  void endAnswer();

  /** A line for the person, not part of any answer. */
  void note(String line);
}
