package dev.ember.app.library;

import dev.ember.inference.backend.BackendException;
import java.io.IOException;

/** A model that is not taken: why, and what was expected and found. Nothing else was touched. */
public final class Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why, for the screen's words and for what it offers to do. */
  public enum Reason {
    /** The phone has less room than the model needs; expected and found are bytes. */
    NO_SPACE,
    /** The same of what is not here yet: a part of it has come, and is kept. */
    NO_SPACE_FOR_REST,
    /** The source ended before the length that it had named; expected and found are bytes. */
    CUT_SHORT,
    /** The contents contradict themselves. */
    DAMAGED,
    /** A model of a kind that Ember does not compute. */
    UNKNOWN_LAYOUT,
    /** Weights alone, without what a chat needs beside them. */
    WEIGHTS_ONLY,
    /** Some files of a model that is several; expected and found are how many. */
    SPLIT,
    /** It loads here but gives other answers than its maker wrote down. */
    WRONG_ANSWERS,
    /** No model at all. */
    NOT_A_MODEL,
    /** Whoever offered the file no longer lets this app read it. */
    SOURCE_GONE,
    /** The SHA-256 is not the one that was promised. */
    WRONG_HASH,
    /** The file on the server is another one than the part that is here. */
    CHANGED,
    /** An address that is not HTTPS, or has a password in it. */
    NOT_HTTPS,
    /** The app is the flavour without a network, and the download was begun by the other. */
    NO_DOWNLOADS,
    /** The server said no; found is the HTTP status. */
    SERVER,
    /** The connection broke and did not come back. */
    NETWORK,
    /** The phone's own storage failed. */
    STORAGE,
    /** Memory ended while it was compared or checked, which says nothing about it. */
    NO_MEMORY,
    /** The app's process ended while it read this, and more than once; found is how often. */
    ENDED_APP;

    /** Whether room on the phone's storage would help. */
    public boolean isOfSpace() {
      return this == NO_SPACE || this == NO_SPACE_FOR_REST;
    }

    /** Whether the bytes themselves are at fault: the same ones would be refused again. */
    public boolean isOfContents() {
      return switch (this) {
        case DAMAGED, UNKNOWN_LAYOUT, WEIGHTS_ONLY, SPLIT, WRONG_ANSWERS, NOT_A_MODEL, WRONG_HASH ->
            true;
        case NO_SPACE,
            NO_SPACE_FOR_REST,
            CUT_SHORT,
            SOURCE_GONE,
            CHANGED,
            NOT_HTTPS,
            NO_DOWNLOADS,
            SERVER,
            NETWORK,
            STORAGE,
            NO_MEMORY,
            ENDED_APP ->
            false;
      };
    }
  }

  private final Reason reason;
  private final long expected;
  private final long found;

  /**
   * @param detail for a report, in English
   */
  public Refusal(Reason reason, String detail) {
    this(reason, 0, 0, detail);
  }

  public Refusal(Reason reason, long expected, long found, String detail) {
    super(detail);
    this.reason = reason;
    this.expected = expected;
    this.found = found;
  }

  /**
   * A runtime that does not take the model.
   *
   * @param ofContents why, unless memory alone is short
   */
  public static Refusal of(BackendException fault, Reason ofContents) {
    return new Refusal(
        fault.isOutOfMemory() ? Reason.NO_MEMORY : ofContents, String.valueOf(fault.getMessage()));
  }

  public Reason reason() {
    return reason;
  }

  public long expected() {
    return expected;
  }

  public long found() {
    return found;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
