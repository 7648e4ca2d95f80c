package dev.ember.converter.export.gguf;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which of several files a GGUF says it is, read from a stream: a file that somebody offers is
 * judged by its own facts before its gigabytes are copied. Keeps no more of it than one key, where
 * {@link GgufHeader} would want all of the header in memory, and says what is wrong with none.
 *
 * @param number from 1
 * @param count of the files; 1 for a whole model
 */
public record GgufSplit(int number, int count) {
  private static final GgufSplit WHOLE = new GgufSplit(1, 1);

  /**
   * Walks the facts of a header. What is no GGUF, or none that is well formed as far as the facts
   * go, counts as whole: what is wrong with it is for its reader to say.
   *
   * @param in at the file's start; read to the end of the facts at most, and not closed
   * @throws IOException if the stream fails
   */
  public static GgufSplit read(InputStream in) throws IOException {
    try {
      return new Walk(in).facts();
    } catch (EOFException malformed) {
      return WHOLE;
    }
  }

  /** Where the walk cannot go on, it throws an {@link EOFException}. */
  private static final class Walk {
    private final DataInputStream in;
    private final byte[] scratch = new byte[1 << 13];
    private long left = GgufShard.MAX_HEADER_BYTES;

    Walk(InputStream in) {
      this.in = new DataInputStream(new BufferedInputStream(in));
    }

    GgufSplit facts() throws IOException {
      require(i32() == GgufHeader.MAGIC);
      int version = i32();
      require(version >= GgufHeader.OLDEST_VERSION && version <= GgufHeader.NEWEST_VERSION);
      i64(); // tensors
      long facts = i64();
      long number = 0;
      long count = 1;
      for (long i = 0; i < facts; i++) {
        String key = key();
        GgufValueType type = type();
        if (type.isInteger() && key.equals(GgufFile.SPLIT_NUMBER)) {
          number = integer(type);
        } else if (type.isInteger() && key.equals(GgufFile.SPLIT_COUNT)) {
          count = integer(type);
        } else {
          skip(type, 0);
        }
      }
      require(number >= 0 && number < Integer.MAX_VALUE && count <= Integer.MAX_VALUE);
      return count <= 1 ? WHOLE : new GgufSplit((int) number + 1, (int) count);
    }

    /** Its text if it is short; none of the keys that matter here is long. */
    private String key() throws IOException {
      long length = i64();
      if (length != GgufFile.SPLIT_NUMBER.length() && length != GgufFile.SPLIT_COUNT.length()) {
        skip(length);
        return "";
      }
      byte[] bytes = new byte[(int) take(length)];
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }

    private GgufValueType type() throws IOException {
      @Nullable GgufValueType type = GgufValueType.of(i32());
      if (type == null) {
        throw new EOFException();
      }
      return type;
    }

    private void skip(GgufValueType type, int depth) throws IOException {
      if (type == GgufValueType.STRING) {
        skip(i64());
      } else if (type != GgufValueType.ARRAY) {
        skip(type.leastBytes());
      } else {
        require(depth < GgufHeader.MAX_DEPTH);
        GgufValueType elements = type();
        long count = i64();
        require(count >= 0 && count <= left / elements.leastBytes());
        if (elements.isFixed()) {
          skip(count * elements.leastBytes());
          return;
        }
        for (long i = 0; i < count; i++) {
          skip(elements, depth + 1);
        }
      }
    }

    private void skip(long bytes) throws IOException {
      for (long rest = take(bytes); rest > 0; ) {
        int step = (int) Math.min(rest, scratch.length);
        in.readFully(scratch, 0, step); // a pipe cannot be skipped in, and a file beyond its end
        rest -= step;
      }
    }

    private int i32() throws IOException {
      take(Integer.BYTES);
      return Integer.reverseBytes(in.readInt());
    }

    private long i64() throws IOException {
      take(Long.BYTES);
      return Long.reverseBytes(in.readLong());
    }

    private long integer(GgufValueType type) throws IOException {
      take(type.leastBytes());
      return switch (type) {
        case UINT8 -> in.readUnsignedByte();
        case INT8 -> in.readByte();
        case UINT16 -> Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
        case INT16 -> Short.reverseBytes(in.readShort());
        case UINT32 -> Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
        case INT32 -> Integer.reverseBytes(in.readInt());
        default -> Long.reverseBytes(in.readLong());
      };
    }

    private long take(long bytes) throws EOFException {
      require(bytes >= 0 && bytes <= left);
      left -= bytes;
      return bytes;
    }

    private static void require(boolean goesOn) throws EOFException {
      if (!goesOn) {
        throw new EOFException();
      }
    }
  }
}
