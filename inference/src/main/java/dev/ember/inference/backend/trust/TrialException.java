package dev.ember.inference.backend.trust;

/** A trial that was not passed. */
final class TrialException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Outcome outcome;

  TrialException(Outcome outcome, String detail) {
    super(detail);
    this.outcome = outcome;
  }

  Outcome outcome() {
    return outcome;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
