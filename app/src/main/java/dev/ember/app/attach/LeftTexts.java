package dev.ember.app.attach;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a former version has left in the cache: there a long text beside a question was a file. The
 * question's chat keeps it now, so nobody will ask for these.
 */
public final class LeftTexts {
  private static final String FOLDER = "attached";

  private LeftTexts() {}

  /** Deletes them, once. No effect if there are none. Not on the main thread. */
  public static void delete(Path cache) {
    Path folder = cache.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> texts = Files.newDirectoryStream(folder)) {
      for (Path text : texts) {
        Files.delete(text);
      }
      Files.delete(folder);
    } catch (IOException next) {
      return; // the next process tries again
    }
  }
}
