package dev.ember.inference.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text files that are small enough to be read as a whole. */
public final class Utf8File {
  private Utf8File() {}

  /**
   * Reads a file, byte for byte, as text.
   *
   * @throws IOException if it cannot be read or is not UTF-8
   */
  public static String read(Path file) throws IOException {
    FileFault.requireNoFolder(file);
    return decode(Files.readAllBytes(file), file.toString());
  }

  /**
   * Bytes as text.
   *
   * @param origin names them in errors
   * @throws IOException if they are not UTF-8
   */
  public static String decode(byte[] bytes, String origin) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException other) {
      throw new IOException(origin + ": expected UTF-8 but found other bytes", other);
    }
  }
}
