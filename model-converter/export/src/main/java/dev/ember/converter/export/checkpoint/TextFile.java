package dev.ember.converter.export.checkpoint;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small UTF-8 files of a checkpoint's folder. ({@code Files.readString} is not on API 26.) */
final class TextFile {
  private TextFile() {}

  /**
   * @throws UnsupportedCheckpointException if the file is missing or is not UTF-8
   */
  static String read(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new UnsupportedCheckpointException(
          folder.toString(), name, "a file of this name", "none");
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException malformed) {
      throw new UnsupportedCheckpointException(folder.toString(), name, "UTF-8", "malformed bytes");
    }
  }

  static boolean exists(Path folder, String name) {
    return Files.isRegularFile(folder.resolve(name));
  }
}
