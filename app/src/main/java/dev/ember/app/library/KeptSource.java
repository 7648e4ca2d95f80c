package dev.ember.app.library;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What a model was converted from, as it was downloaded: a file, or a folder of files. It lies
 * beside the bundle until its user has it deleted, for it exists nowhere else on the phone.
 */
final class KeptSource {
  private static final String NAME = "source";

  private final Path place;

  /**
   * @param home the model's folder
   */
  KeptSource(Path home) {
    place = home.resolve(NAME);
  }

  /** Takes it from where it was downloaded to, in place of an older one. */
  void take(Path downloaded) throws IOException {
    delete();
    Files.move(downloaded, place, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What it takes; 0 if there is none. */
  long bytes() throws IOException {
    if (!Files.isDirectory(place)) {
      return Files.exists(place) ? Files.size(place) : 0;
    }
    long sum = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) {
      for (Path file : files) {
        sum += Files.size(file);
      }
    }
    return sum;
  }

  void delete() throws IOException {
    if (Files.isDirectory(place)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) { // without folders
        for (Path file : files) {
          Files.delete(file);
        }
      }
    }
    Files.deleteIfExists(place);
  }
}
