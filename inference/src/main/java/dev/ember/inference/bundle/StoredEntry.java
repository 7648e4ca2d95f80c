package dev.ember.inference.bundle;

/**
 * Where an entry lies.
 *
 * @param headerOffset of its local header in the file
 * @param offset of its first byte in the file
 * @param bytes its size, at most 2^31 - 1
 */
record StoredEntry(String name, long headerOffset, long offset, int bytes, int crc32) {

  long end() {
    return offset + bytes;
  }
}
