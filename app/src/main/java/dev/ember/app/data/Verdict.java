package dev.ember.app.data;

/** Which of two answers a person found better. Stored by name. */
public enum Verdict {
  FIRST,
  SECOND,
  EQUAL
}
