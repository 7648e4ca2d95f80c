package dev.ember.app.widget;

import static java.nio.charset.StandardCharsets.UTF_8;

import android.content.Context;
import android.net.Uri;
import androidx.core.content.FileProvider;
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
  public @Nullable Uri write(String text) {
    File file = new File(folder, name);
    try {
      Files.createDirectories(folder.toPath());
      Files.write(file.toPath(), text.getBytes(UTF_8));
      return FileProvider.getUriForFile(context, context.getPackageName() + ".files", file);
    } catch (IOException full) {
      return null;
    }
  }
}
