package dev.ember.inference.bundle;

import dev.ember.inference.json.JsonFormatException;

/** Makes the errors of one file. */
final class BundleFaults {
  private final String file;

  BundleFaults(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  BundleFormatException inFile(long offset, String expected, Object found) {
    return new BundleFormatException(file, "", offset, expected, found.toString());
  }

  BundleFormatException inEntry(String entry, long offset, String expected, Object found) {
    return new BundleFormatException(file, entry, offset, expected, found.toString());
  }

  /** A fault of an entry's meaning, which no single byte is to blame for. */
  BundleFormatException inEntry(String entry, String expected, Object found) {
    return inEntry(entry, BundleFormatException.NO_OFFSET, expected, found);
  }

  BundleFormatException inJson(String entry, JsonFormatException wrong) {
    return inEntry(entry, wrong.expected(), wrong.found());
  }

  /** A text that its own parser refuses. */
  BundleFormatException caused(String entry, String expected, Exception cause) {
    BundleFormatException fault = inEntry(entry, expected, String.valueOf(cause.getMessage()));
    fault.initCause(cause);
    return fault;
  }
}
