package dev.ember.inference.bundle;

import java.io.IOException;

/** The file's fault: says file, entry, offset, what was expected and what was found. */
public final class BundleFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Where no single byte is to blame. */
  public static final long NO_OFFSET = -1;

  private final String entry;
  private final long offset;

  public BundleFormatException(
      String file, String entry, long offset, String expected, String found) {
    super(
        file
            + (entry.isEmpty() ? "" : ", " + entry)
            + (offset == NO_OFFSET ? "" : ", offset " + offset)
            + ": expected "
            + expected
            + " but found "
            + found);
    this.entry = entry;
    this.offset = offset;
  }

  /** The entry, or empty if the file as a whole is wrong. */
  public String entry() {
    return entry;
  }

  /** The byte in the file, or {@link #NO_OFFSET}. */
  public long offset() {
    return offset;
  }
}
