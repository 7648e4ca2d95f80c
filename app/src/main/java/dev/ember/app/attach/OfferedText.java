package dev.ember.app.attach;

import android.content.ContentResolver;
import android.net.Uri;
import androidx.annotation.MainThread;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.jobs.FileOffers;
import dev.ember.app.jobs.OtherApp;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of another app that may be a text. Its contents say so: many a source file has no type.
 */
public final class OfferedText {
  private final ContentResolver files;
  private final FileOffers offers;

  public OfferedText(ContentResolver files, FileOffers offers) {
    this.files = files;
    this.offers = offers;
  }

  /**
   * Asks whether a file is a text. One that is called a model is none, and is not read for that: it
   * may have to come from afar.
   *
   * @param answer hears it on the main thread; null if the other app does not give the file
   */
  @MainThread
  public void ask(Uri uri, AppExecutors executors, Consumer<@Nullable Boolean> answer) {
    executors
        .offers()
        .execute(
            () -> {
              Boolean text = isText(uri);
              executors.main().execute(() -> answer.accept(text));
            });
  }

  private @Nullable Boolean isText(Uri uri) {
    if (offers.isCalledAModel(uri)) {
      return false;
    }
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
