package dev.ember.inference.testing;

import java.util.Arrays;
import java.util.Random;

/** The changes of bytes that {@link FuzzCase}s are made of. */
public final class ByteMutator {
  /** Numbers that lengths, counts, types and offsets go wrong at. */
  private static final long[] INTERESTING = {
    0,
    1,
    2,
    -1,
    -2,
    7,
    8,
    9,
    22, // 22, 30 and 46: the sizes of a ZIP's headers
    30,
    31,
    32,
    46,
    63,
    64,
    65,
    127,
    128,
    255,
    256,
    4096,
    1 << 16,
    1 << 24,
    Integer.MAX_VALUE,
    1L << 31,
    1L << 32,
    1L << 40,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private ByteMutator() {}

  /** One of the numbers that readers trip over. */
  public static long interesting(Random random) {
    return INTERESTING[random.nextInt(INTERESTING.length)];
  }

  /** Writes such a number, little-endian, over {@code width} bytes or those there are. */
  public static void put(byte[] bytes, int at, int width, Random random) {
    long number = interesting(random);
    for (int i = 0; i < width && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (number >>> 8 * i);
    }
  }

  /** Without {@code count} bytes, or with those cut off that there are. */
  public static byte[] without(byte[] bytes, int at, int count) {
    int cut = Math.min(count, bytes.length - at);
    byte[] rest = Arrays.copyOf(bytes, bytes.length - cut);
    System.arraycopy(bytes, at + cut, rest, at, rest.length - at);
    return rest;
  }

  /** With {@code count} bytes more at a place, or those there are, copied from another. */
  public static byte[] withCopy(byte[] bytes, int at, int from, int count) {
    int more = Math.min(count, bytes.length - from);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + more);
    System.arraycopy(bytes, from, longer, at, more);
    System.arraycopy(bytes, at, longer, at + more, bytes.length - at);
    return longer;
  }

  /** Copies the first {@code count} bytes over those at a place, as far as it has room. */
  public static void copyStart(byte[] bytes, int at, int count) {
    System.arraycopy(bytes, 0, bytes, at, Math.min(count, bytes.length - at));
  }
}
