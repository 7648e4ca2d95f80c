package dev.ember.app.attach;

import android.content.ContentResolver;
import android.net.Uri;
import androidx.annotation.MainThread;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.jobs.OtherApp;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of another app that may be a text. Its contents say so: many a source file has no type.
 */
public final class OfferedText {
  private OfferedText() {}

  /**
   * Asks whether a file is a text.
   *
   * @param answer hears it on the main thread; null if the other app does not give the file
   */
  @MainThread
  public static void ask(
      ContentResolver files, Uri uri, AppExecutors executors, Consumer<@Nullable Boolean> answer) {
    executors
        .offers()
        .execute(
            () -> {
              Boolean text = isText(files, uri);
              executors.main().execute(() -> answer.accept(text));
            });
  }

  private static @Nullable Boolean isText(ContentResolver files, Uri uri) {
    try {
      read(files, uri);
      return true;
    } catch (NotTextException notText) {
      return false;
    } catch (IOException notGiven) {
      return null;
    }
  }

  /**
   * Reads the beginning of a file.
   *
   * @throws NotTextException if it is empty or no text
   * @throws IOException if the other app does not give it
   */
  static String read(ContentResolver files, Uri uri) throws IOException {
    try (InputStream in = OtherApp.give(() -> files.openInputStream(uri))) {
      return TextFile.read(in);
    }
  }
}
