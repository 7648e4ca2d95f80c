package dev.ember.inference.bundle;

/** How the values of a tensor {@code [rows, columns]} are stored in a bundle. */
public enum TensorEncoding {
  /** As they are. */
  FLOAT32("float32"),

  /** As binary16. */
  FLOAT16("float16"),

  /** {@code byte * scale of its row}, the scales float32. */
  INT8("int8"),

  /**
   * {@code nibble * scale of its block}: nibbles from -8 to 7, two in a byte, the even column in
   * the low half; blocks of {@link #BLOCK} columns; the scales binary16 {@code [rows, columns /
   * BLOCK]}.
   */
  INT4_BLOCKS("int4-blocks"),

  /**
   * As {@link #INT4_BLOCKS}, and a constant added to all weights of a block: {@code byte * scale of
   * its row}, the bytes {@code [rows, columns / BLOCK]}, those scales float32. This holds the grid
   * of a 4-bit GGUF.
   */
  INT4_KEPT("int4-kept");

  /** Columns of a block. */
  public static final int BLOCK = 32;

  private final String manifestName;

  TensorEncoding(String manifestName) {
    this.manifestName = manifestName;
  }

  /** The word for it in {@link Manifest.TensorEntry#type}. */
  public String manifestName() {
    return manifestName;
  }

  /**
   * @throws IllegalArgumentException if there is none of this name
   */
  public static TensorEncoding of(String manifestName) {
    for (TensorEncoding encoding : values()) {
      if (encoding.manifestName.equals(manifestName)) {
        return encoding;
      }
    }
    throw new IllegalArgumentException("expected a type of tensor but found " + manifestName);
  }

  /** Whether rows are cut into blocks, so that columns have to be a multiple of {@link #BLOCK}. */
  public boolean inBlocks() {
    return this == INT4_BLOCKS || this == INT4_KEPT;
  }

  /** Whether each row has one float32 scale: for its values, or for its constants. */
  public boolean hasRowScales() {
    return this == INT8 || this == INT4_KEPT;
  }

  /** Bytes of the values. */
  public long valueBytes(long rows, long columns) {
    long values = rows * columns;
    return switch (this) {
      case FLOAT32 -> values * Float.BYTES;
      case FLOAT16 -> values * Short.BYTES;
      case INT8 -> values;
      case INT4_BLOCKS, INT4_KEPT -> values / 2;
    };
  }

  /** Bytes of the blocks' scales; 0 without blocks. */
  public long blockScaleBytes(long rows, long columns) {
    return inBlocks() ? rows * (columns / BLOCK) * Short.BYTES : 0;
  }

  /** Bytes of the blocks' constants; 0 if they have none. */
  public long constantBytes(long rows, long columns) {
    return this == INT4_KEPT ? rows * (columns / BLOCK) : 0;
  }

  /** Bytes of everything, the scales of rows included. */
  public long bytes(long rows, long columns) {
    return valueBytes(rows, columns)
        + blockScaleBytes(rows, columns)
        + constantBytes(rows, columns)
        + (hasRowScales() ? rows * Float.BYTES : 0);
  }
}
