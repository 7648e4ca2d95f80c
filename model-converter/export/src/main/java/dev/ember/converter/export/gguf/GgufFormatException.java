package dev.ember.converter.export.gguf;

import java.io.IOException;

/** The file's fault: says file, place, offset, what was expected and what was found. */
public final class GgufFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final long offset;

  /**
   * @param place what is wrong: {@code "key llama.block_count"}, {@code "tensor output.weight"}
   * @param offset the byte in the file
   */
  public GgufFormatException(
      String file, String place, long offset, String expected, String found) {
    super(
        file
            + ", "
            + place
            + ", offset "
            + offset
            + ": expected "
            + expected
            + " but found "
            + found);
    this.place = place;
    this.offset = offset;
  }

  /** What is wrong. */
  public String place() {
    return place;
  }

  /** The byte in the file. */
  public long offset() {
    return offset;
  }
}
