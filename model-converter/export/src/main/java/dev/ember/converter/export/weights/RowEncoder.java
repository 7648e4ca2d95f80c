package dev.ember.converter.export.weights;

import java.io.IOException;

/**
 * Turns rows of one tensor into their form in the file. One belongs to one thread; only {@link
 * #read}, which asks the source, is called by one thread at a time.
 */
interface RowEncoder {

  /** Takes rows in, at most as many as there is room for. */
  void read(int firstRow, int count) throws IOException;

  /**
   * Encodes the rows that were read.
   *
   * @param into receives them from row 0
   * @throws ScaleException if a weight is too large for the encoding
   */
  void encode(int firstRow, int count, EncodedRows into);
}
