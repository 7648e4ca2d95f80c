package dev.ember.app.chat;

/** What can be done from a row of a chat. */
interface MessageActions {

  /** One of the actions that the message offers. */
  void act(MessageAction action, MessageTarget message);

  /** The last answer. */
  void answerAgain();

  void continueAnswer(long answerId);

  void reloadModel();

  /** Whatever that risks. */
  void loadAnyway();

  /** Loads the model that does not load, with a window that is smaller than it was to have. */
  void loadWithSmallerWindow(int tokens);

  /** From now on models run on the CPU; loads the one that did not load. */
  void loadOnCpu();

  /** Another model is to answer. */
  void chooseModel();

  /** From now on the oldest turns may be forgotten; the question is answered. */
  void dropOldestAndAnswer();

  /** The question goes into a chat of its own. */
  void askInNewChat(String question);

  void openWindow();

  void showDetails(String title, String detail);
}
