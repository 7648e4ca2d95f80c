package dev.ember.app.inside.labeller;

import dev.ember.app.engine.ModelState;

/** What the screen shows between its prompt and its list. */
sealed interface LabellerState {

  /** Nothing was written yet. */
  record Asking() implements LabellerState {}

  /**
   * The model writes.
   *
   * @param first what there is of the first answer
   * @param second what there is of the second
   * @param waits whether a chat is answered first
   */
  record Writing(String first, String second, boolean waits) implements LabellerState {}

  /**
   * Two answers to choose from.
   *
   * @param model the name of the model that wrote them
   * @param notKept whether the storage refused the last choice
   */
  record Ready(String first, String second, String model, boolean notKept)
      implements LabellerState {}

  /**
   * The model says the same whatever the dice.
   *
   * @param answer that; empty if it says nothing at all
   */
  record Alike(String answer) implements LabellerState {}

  /** The model does not load or run. */
  record Failed(ModelState.Failed why) implements LabellerState {}
}
