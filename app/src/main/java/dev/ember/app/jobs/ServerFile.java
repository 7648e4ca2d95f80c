package dev.ember.app.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.inference.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a file a part belongs to, kept beside the part: without it, the rest of another
 * file would be put behind it.
 *
 * @param tag a strong ETag, which alone promises the same bytes (RFC 9110, 8.8.1)
 * @param bytes of the whole file; -1 if the server did not say
 */
record ServerFile(String tag, long bytes) {
  private static final String WEAK = "W/";

  /** What a response says; null if it has no strong ETag. */
  static @Nullable ServerFile of(Response response, long bytes) {
    String tag = response.header("ETag");
    return tag == null || tag.startsWith(WEAK) ? null : new ServerFile(tag, bytes);
  }

  /** What was kept, or null. */
  static @Nullable ServerFile read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    String[] lines = new String(Files.readAllBytes(file), UTF_8).split("\n", -1);
    if (lines.length != 2) {
      return null;
    }
    try {
      return new ServerFile(lines[0], Long.parseLong(lines[1]));
    } catch (NumberFormatException damaged) {
      return null;
    }
  }

  void write(Path file) throws IOException {
    AtomicFile.write(file, (tag + "\n" + bytes).getBytes(UTF_8));
  }
}
