package dev.ember.app.inside.why;

import static java.nio.charset.StandardCharsets.UTF_8;

import android.content.ContentResolver;
import android.net.Uri;
import androidx.annotation.MainThread;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.jobs.OtherApp;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The file of a replay, as another app offers it. */
public final class ReplayFile {
  /** What it is called among files. */
  public static final String TYPE = SharedReplay.TYPE;

  /** Of a window of 8,192 tokens; it is kept with the screen's state, which has a megabyte. */
  private static final int MOST_BYTES = 128 << 10;

  private ReplayFile() {}

  /**
   * Reads it.
   *
   * @param read gets its text on the main thread; null if it is too long, or the other app does not
   *     give it
   */
  @MainThread
  public static void read(
      ContentResolver resolver, Uri uri, AppExecutors executors, Consumer<@Nullable String> read) {
    executors
        .offers()
        .execute(
            () -> {
              String text = text(resolver, uri);
              executors.main().execute(() -> read.accept(text));
            });
  }

  private static @Nullable String text(ContentResolver resolver, Uri uri) {
    try (InputStream input = OtherApp.give(() -> resolver.openInputStream(uri))) {
      byte[] bytes = OtherApp.firstBytes(input, MOST_BYTES + 1);
      return bytes.length > MOST_BYTES ? null : new String(bytes, UTF_8);
    } catch (IOException notGiven) {
      return null;
    }
  }
}
