package dev.ember.assembly.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a 64-bit ELF file says about itself.
 *
 * @param machine the processor family, {@code e_machine}
 * @param segmentAlignmentBytes the least alignment of a loaded segment
 */
record ElfHeader(int machine, long segmentAlignmentBytes) {

  // The ELF-64 object file format, version 1.5, figures 2 and 8.
  private static final int MAGIC = 0x464c457f;
  private static final int HEADER_BYTES = 64;
  private static final int CLASS_64 = 2;
  private static final int LOAD = 1;

  static ElfHeader read(byte[] content, String name) throws IOException {
    ByteBuffer elf = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (elf.limit() < HEADER_BYTES || elf.getInt(0) != MAGIC || elf.get(4) != CLASS_64) {
      throw new IOException(name + ": expected a 64-bit ELF file");
    }
    int table = Math.toIntExact(elf.getLong(32));
    int entryBytes = Short.toUnsignedInt(elf.getShort(54));
    int count = Short.toUnsignedInt(elf.getShort(56));
    long alignment = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      int segment = table + i * entryBytes;
      if (elf.getInt(segment) == LOAD) {
        alignment = Math.min(alignment, elf.getLong(segment + 48));
      }
    }
    return new ElfHeader(Short.toUnsignedInt(elf.getShort(18)), alignment);
  }
}
