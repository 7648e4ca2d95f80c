package dev.ember.app.chat;

import dev.ember.app.engine.ModelState;

/** What can be done from a row of a chat. */
interface MessageActions {
  void copy(String text);

  void selectText(String text);

  void share(String text);

  void answerAgain();

  void reloadModel();

  void showDetails(String title, String detail);

  /** The title of the card for a model that does not load. */
  static int title(ModelState.Fault fault) {
    return switch (fault) {
      case DAMAGED -> dev.ember.app.R.string.load_failed_damaged;
      case STORAGE -> dev.ember.app.R.string.load_failed_storage;
      case RUNTIME -> dev.ember.app.R.string.load_failed_runtime;
    };
  }
}
