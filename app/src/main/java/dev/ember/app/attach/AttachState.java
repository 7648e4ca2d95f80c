package dev.ember.app.attach;

/** What is beside the question that is being written. */
public sealed interface AttachState {

  /** Nothing. */
  record None() implements AttachState {}

  /** A file is being read and measured. */
  record Reading(String name) implements AttachState {}

  /**
   * A file that goes along.
   *
   * @param name for people
   * @param text as much of it as fits
   * @param wholeChars how long the file is, as far as it was read; more than the text if it was cut
   */
  record Attached(String name, String text, int wholeChars) implements AttachState {
    public boolean cut() {
      return text.length() < wholeChars;
    }
  }

  /**
   * A file that does not; stays until {@link AttachModel#dismiss}.
   *
   * @param leftOut how many files were given with it, of which none was looked at
   */
  record Refused(String name, Reason reason, int leftOut) implements AttachState {}

  /**
   * A file was taken and others that were given with it were not; stays until {@link
   * AttachModel#dismiss}.
   *
   * @param files how many, one at the least
   */
  record LeftOut(int files) implements AttachState {}

  /** Why a file is not quoted. */
  enum Reason {
    /** Pictures, programs, archives: bytes that are no text. */
    BINARY,
    /** Nothing is in it. */
    EMPTY,
    /** Whoever offered it no longer lets this app read it. */
    GONE,
    /** The window has no room for one line of it. */
    NO_ROOM
  }
}
