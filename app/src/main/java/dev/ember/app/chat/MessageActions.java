package dev.ember.app.chat;

import dev.ember.app.engine.ModelState;

/** What can be done from a row of a chat. */
interface MessageActions {

  /** One of the actions that the message offers. */
  void act(MessageAction action, MessageTarget message);

  /** The last answer. */
  void answerAgain();

  void continueAnswer(long answerId);

  void reloadModel();

  /** Halves the window of the model that does not load, and loads it. */
  void loadWithSmallerWindow();

  /** Another model is to answer. */
  void chooseModel();

  /** From now on the oldest turns may be forgotten; the question is answered. */
  void dropOldestAndAnswer();

  /** The question goes into a chat of its own. */
  void askInNewChat(String question);

  void openWindow();

  void showDetails(String title, String detail);

  /** The title of the card for a model that does not load. */
  static int title(ModelState.Fault fault) {
    return switch (fault) {
      case DAMAGED -> dev.ember.app.R.string.load_failed_damaged;
      case STORAGE -> dev.ember.app.R.string.load_failed_storage;
      case RUNTIME -> dev.ember.app.R.string.load_failed_runtime;
      case KILLED -> dev.ember.app.R.string.load_failed_killed;
      case MEMORY -> dev.ember.app.R.string.load_failed_memory;
    };
  }
}
