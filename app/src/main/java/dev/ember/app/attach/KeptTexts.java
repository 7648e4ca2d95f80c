package dev.ember.app.attach;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.app.data.ChatRepository;
import dev.ember.inference.file.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Texts that are longer than what the system keeps of a screen, each in a file of the app's cache
 * until it is sent or let go.
 *
 * <h2>Threading model</h2>
 *
 * Not the main thread.
 */
final class KeptTexts {
  private final Supplier<Path> folder;

  /**
   * @param folder for these texts alone; made if it is not there
   */
  KeptTexts(Supplier<Path> folder) {
    this.folder = folder;
  }

  /**
   * Writes a text, and deletes those that nobody will ask for any more.
   *
   * @param nowMs since the epoch
   */
  void write(String name, String text, long nowMs) throws IOException {
    Path home = Files.createDirectories(folder.get());
    deleteForgotten(home, nowMs);
    AtomicFile.write(home.resolve(name), text.getBytes(UTF_8));
  }

  private static void deleteForgotten(Path home, long nowMs) throws IOException {
    try (DirectoryStream<Path> texts = Files.newDirectoryStream(home)) {
      for (Path text : texts) {
        if (Files.getLastModifiedTime(text).toMillis() < nowMs - ChatRepository.LONGEST_AWAY_MS) {
          Files.deleteIfExists(text);
        }
      }
    }
  }

  /**
   * Reads a text.
   *
   * @throws IOException if it is not there: the system clears what lies in a cache
   */
  String read(String name) throws IOException {
    return new String(Files.readAllBytes(folder.get().resolve(name)), UTF_8);
  }

  void delete(String name) throws IOException {
    Files.deleteIfExists(folder.get().resolve(name));
  }
}
