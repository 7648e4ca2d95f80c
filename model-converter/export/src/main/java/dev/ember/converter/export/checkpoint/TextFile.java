package dev.ember.converter.export.checkpoint;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.json.JsonFields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files of a checkpoint's folder. ({@code Files.readString} is not on API 26.) */
final class TextFile {
  private TextFile() {}

  /**
   * @param maxBytes what such a file can reasonably have
   * @throws UnsupportedCheckpointException if the file is missing, larger, or not UTF-8
   */
  static String read(Path folder, String name, int maxBytes) throws IOException {
    try {
      ByteBuffer content = ByteBuffer.wrap(bytes(folder, name, maxBytes));
      return StandardCharsets.UTF_8.newDecoder().decode(content).toString();
    } catch (CharacterCodingException malformed) {
      throw new UnsupportedCheckpointException(folder.toString(), name, "UTF-8", "malformed bytes");
    }
  }

  /** All bytes of a file, as {@link #read}. */
  static byte[] bytes(Path folder, String name, int maxBytes) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new UnsupportedCheckpointException(
          folder.toString(), name, "a file of this name", "none");
    }
    long bytes = Files.size(file);
    if (bytes > maxBytes) {
      throw new UnsupportedCheckpointException(
          folder.toString(), name, "at most " + maxBytes + " bytes", Long.toString(bytes));
    }
    return Files.readAllBytes(file);
  }

  /**
   * Reads a file that is one JSON object; errors name the file.
   *
   * @throws dev.ember.inference.json.JsonFormatException if it is not
   */
  static JsonFields fields(Path folder, String name, int maxBytes) throws IOException {
    return JsonFields.parse(read(folder, name, maxBytes), name);
  }

  static boolean exists(Path folder, String name) {
    return Files.isRegularFile(folder.resolve(name));
  }
}
