package dev.ember.inference.checkpoint;

import java.io.IOException;

/** The file's fault: says file, tensor, offset, what was expected and what was found. */
public final class CheckpointFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String tensor;
  private final long offset;

  /**
   * @param tensor the tensor to blame, or empty if the file as a whole is wrong
   * @param offset the byte in the file
   */
  public CheckpointFormatException(
      String file, String tensor, long offset, String expected, String found) {
    super(
        file
            + (tensor.isEmpty() ? "" : ", tensor " + tensor)
            + ", offset "
            + offset
            + ": expected "
            + expected
            + " but found "
            + found);
    this.tensor = tensor;
    this.offset = offset;
  }

  /** The tensor, or empty if the file as a whole is wrong. */
  public String tensor() {
    return tensor;
  }

  /** The byte in the file. */
  public long offset() {
    return offset;
  }
}
