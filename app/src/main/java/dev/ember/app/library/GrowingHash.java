package dev.ember.app.library;

import dev.ember.inference.bundle.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** SHA-256 of a file that grows at its end: hashed as it comes, it is not read once more. */
public final class GrowingHash {
  private static final int BUFFER_BYTES = 1 << 20;

  private final MessageDigest digest = Sha256.newDigest();
  private long bytes;

  /** Hears of what is read; what it throws ends the reading. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param share done, 0 to 1
     */
    void at(double share) throws IOException;
  }

  /** Takes the next bytes of the file. */
  public void add(byte[] buffer, int count) {
    digest.update(buffer, 0, count);
    bytes += count;
  }

  /**
   * Goes to a place of the file: reads what came before it and was not taken yet, and begins anew
   * if the file did.
   */
  public void moveTo(Path file, long place, Progress progress) throws IOException {
    if (bytes > place) {
      digest.reset();
      bytes = 0;
    }
    if (bytes == place) {
      return;
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.position(bytes);
      while (bytes < place) {
        int most = (int) Math.min(buffer.length, place - bytes);
        int read = channel.read(ByteBuffer.wrap(buffer, 0, most));
        if (read < 0) {
          throw new IOException("expected " + place + " bytes but found " + bytes);
        }
        add(buffer, read);
        progress.at((double) bytes / place);
      }
    }
  }

  /**
   * Of all that was taken, 64 lower-case hex digits; the next byte is the first of another file.
   */
  public String end() {
    bytes = 0;
    return Sha256.hex(digest.digest());
  }
}
