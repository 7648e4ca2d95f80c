package dev.ember.app.widget;

import static java.nio.charset.StandardCharsets.UTF_8;

import android.content.Context;
import android.content.Intent;
import android.net.Uri;
import androidx.core.content.FileProvider;
import androidx.fragment.app.Fragment;
import dev.ember.app.concurrent.AppExecutors;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * A file that another app may read because its user shares it: in the cache, which Android clears.
 */
public final class SharedFile {
  private static final String FOLDER = "shared";

  private final Context context;
  private final File folder;
  private final String name;

  private SharedFile(Context context, File folder, String name) {
    this.context = context;
    this.folder = folder;
    this.name = name;
  }

  /**
   * @param name of the app's own making
   */
  public static SharedFile of(Context context, String name) {
    Context application = context.getApplicationContext();
    return new SharedFile(application, new File(application.getCacheDir(), FOLDER), name);
  }

  /** Writes it anew; null if the storage refuses. Not on the main thread. */
  private @Nullable Uri write(String text) {
    File file = new File(folder, name);
    try {
      Files.createDirectories(folder.toPath());
      Files.write(file.toPath(), text.getBytes(UTF_8));
      return FileProvider.getUriForFile(context, context.getPackageName() + ".files", file);
    } catch (IOException full) {
      return null;
    }
  }

  /**
   * Writes it anew and offers it to other apps; does nothing where the storage refuses, or where
   * the screen is gone by then. Main thread.
   *
   * @param type MIME
   */
  public void share(Fragment screen, AppExecutors executors, String type, String text) {
    executors
        .disk()
        .execute(
            () -> {
              Uri uri = write(text);
              executors.main().execute(() -> offer(screen, type, uri));
            });
  }

  private static void offer(Fragment screen, String type, @Nullable Uri uri) {
    if (uri == null || !screen.isAdded()) {
      return;
    }
    Intent send =
        new Intent(Intent.ACTION_SEND)
            .setType(type)
            .putExtra(Intent.EXTRA_STREAM, uri)
            .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION);
    screen.startActivity(Intent.createChooser(send, null));
  }
}
