package dev.ember.app.screens;

import android.net.Uri;
import android.os.ParcelFileDescriptor;
import dev.ember.app.testing.OneFileProvider;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Another app that has one file. */
public final class SampleFiles extends OneFileProvider {
  private @Nullable Path file;

  void offer(Path offered) {
    file = offered;
  }

  @Override
  public ParcelFileDescriptor openFile(Uri uri, String mode) throws FileNotFoundException {
    return ParcelFileDescriptor.open(
        Objects.requireNonNull(file, "file").toFile(), ParcelFileDescriptor.MODE_READ_ONLY);
  }

  @Override
  protected String shownName() {
    return Objects.requireNonNull(file, "file").getFileName().toString();
  }
}
