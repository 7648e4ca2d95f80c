package dev.ember.inference.backend.trust;

/** How a trial ended. */
public enum Outcome {
  TRUSTED("It gave the right answers."),
  WRONG("It gave wrong answers."),
  /** Of the moment, as the window is: it is asked again. */
  UNASKED("No question that it could be held to fits its window."),
  NOT_FINITE("It gave answers that are no numbers."),
  FAILED("It refused or broke off."),
  CRASHED("The app ended while it was being tried."),
  TIMED_OUT("It did not answer in time."),
  OUT_OF_MEMORY("There was not enough memory for it.");

  private final String sentence;

  Outcome(String sentence) {
    this.sentence = sentence;
  }

  /** In English, for a report. */
  public String sentence() {
    return sentence;
  }
}
