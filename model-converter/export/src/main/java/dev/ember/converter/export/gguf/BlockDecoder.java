package dev.ember.converter.export.gguf;

/** Turns stored blocks of one format into float32, with the very operations of the reference. */
@FunctionalInterface
interface BlockDecoder {

  /**
   * @param stored blocks from index 0 on
   * @param blocks how many
   * @param into receives the values from {@code from} on
   */
  void decode(byte[] stored, int blocks, float[] into, int from);
}
