package dev.ember.converter.training.text;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The lines of a file that a program writes to its end, and that a kill or a full disk may have cut
 * at any byte. A line is whole if a line feed ends it, which in UTF-8 is part of no other
 * character.
 */
public final class WholeLines {
  private static final int BUFFER_BYTES = 1 << 16;

  private WholeLines() {}

  /**
   * Cuts a file behind its last whole group of lines. What stays is not written again, so nothing
   * of it can be lost meanwhile.
   *
   * @param most lines to keep
   * @param group lines that belong together, of which all stay or none
   * @return lines that stay, a multiple of {@code group}
   */
  public static int keep(Path file, int most, int group) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      long start = 0; // of the buffer in the file
      long end = 0; // of what stays
      int lines = 0;
      int kept = 0;
      while (lines < most && channel.read(buffer.clear()) > 0) {
        buffer.flip();
        for (int at = 0; at < buffer.limit() && lines < most; at++) {
          if (buffer.get(at) == '\n' && ++lines % group == 0) {
            kept = lines;
            end = start + at + 1;
          }
        }
        start += buffer.limit();
      }
      channel.truncate(end);
      return kept;
    }
  }
}
