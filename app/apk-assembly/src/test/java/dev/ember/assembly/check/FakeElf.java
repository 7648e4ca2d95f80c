package dev.ember.assembly.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The header and one loaded segment of a 64-bit ELF file. */
final class FakeElf {

  static final int AARCH64 = 183;
  static final int X86_64 = 62;

  private FakeElf() {}

  static byte[] of(int machine, long segmentAlignmentBytes) {
    ByteBuffer elf = ByteBuffer.allocate(64 + 56).order(ByteOrder.LITTLE_ENDIAN);
    elf.putInt(0, 0x464c457f).put(4, (byte) 2);
    elf.putShort(18, (short) machine);
    elf.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
    elf.putInt(64, 1).putLong(64 + 48, segmentAlignmentBytes);
    return elf.array();
  }
}
