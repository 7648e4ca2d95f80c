package dev.ember.app.voice;

/** Whether something is being read aloud. */
public sealed interface ReadAloudState {

  /** Nothing. */
  record Silent() implements ReadAloudState {}

  /** A message, or the phone's voice is being woken for it. */
  record Reading(long messageId) implements ReadAloudState {}

  /** The phone does not do it; stays until {@link ReadAloud#understood}. */
  record Refused(Reason reason) implements ReadAloudState {}

  /** Why nothing is read. */
  enum Reason {
    /** The phone has no service that speaks. */
    NO_SERVICE,
    /** The service does not speak this language. */
    NO_VOICE,
    /** It does, but only with what is not on the phone: the text would leave it. */
    ONLINE_ONLY,
    /** It began and gave up. */
    BROKE_OFF
  }
}
