package dev.ember.app.voice;

/** Whether the phone listens. */
public sealed interface DictationState {

  /** Nobody listens. */
  record Off() implements DictationState {}

  /**
   * The microphone is on.
   *
   * @param onPhone what is said stays on this phone
   * @param soFar what has been understood; may still change
   */
  record Listening(boolean onPhone, String soFar) implements DictationState {}

  /** The words are there; stays until {@link Dictation#taken}. */
  record Heard(String text) implements DictationState {}

  /** No words; stays until {@link Dictation#taken}. */
  record Refused(Reason reason) implements DictationState {}

  /** Why there are none. */
  enum Reason {
    /** The phone has no service that listens. */
    NO_SERVICE,
    /** It has, but only one that may send what is said to its maker. */
    ONLINE_ONLY,
    /** This app may not use the microphone. */
    NOT_ALLOWED,
    /** Nothing was said, or nothing that could be understood. */
    NOTHING_HEARD,
    /** The service's language is not on this phone. */
    NO_LANGUAGE,
    /** The service needs a network and has none. */
    NO_NETWORK,
    /** The service gave up. */
    BROKE_OFF
  }
}
