package dev.ember.inference.bundle;

/**
 * The numbers of a ZIP file (PKWARE's APPNOTE 6.3), of those parts that a bundle uses: stored
 * entries, no encryption, no data descriptors, no ZIP64, no comments.
 */
final class ZipFormat {
  static final int LOCAL_SIGNATURE = 0x04034b50;
  static final int LOCAL_BYTES = 30; // without name and extra field
  static final int CENTRAL_SIGNATURE = 0x02014b50;
  static final int CENTRAL_BYTES = 46; // without name
  static final int END_SIGNATURE = 0x06054b50;
  static final int END_BYTES = 22;

  static final short VERSION = 10; // 1.0, the least that unpacks a stored file
  static final short STORED = 0;
  static final short DATE = 0x21; // 1980-01-01, the first that a ZIP can say

  /** Where an entry's data may start. 64 bytes is a cache line, and what TensorFlow Lite wants. */
  static final int ALIGNMENT = 64;

  /** Android's alignment field (zipalign): id, size, alignment, zeros. */
  static final short ALIGNMENT_EXTRA_ID = (short) 0xd935;

  static final int ALIGNMENT_EXTRA_MIN_BYTES = 6;

  /** The most bytes of an entry, since it is one mapping. */
  static final long MAX_ENTRY_BYTES = Integer.MAX_VALUE;

  /** The most bytes of a file, since offsets are 32 bits; 2^32 - 1 would mean ZIP64. */
  static final long MAX_FILE_BYTES = 0xffff_fffeL;

  private ZipFormat() {}
}
