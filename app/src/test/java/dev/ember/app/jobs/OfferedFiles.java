package dev.ember.app.jobs;

import android.net.Uri;
import android.os.ParcelFileDescriptor;
import dev.ember.app.testing.OneFileProvider;
import java.io.File;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.robolectric.Robolectric;

/** A provider of another app, which may be as bad as a test wants it. */
public final class OfferedFiles extends OneFileProvider {
  static final String AUTHORITY = "test.files";

  private @Nullable Path file;
  private String name = "model.ember";
  private boolean allowed = true;
  private @Nullable RuntimeException fault;
  private boolean piped;

  static OfferedFiles register() {
    return Robolectric.buildContentProvider(OfferedFiles.class).create(AUTHORITY).get();
  }

  static Uri uri() {
    return Uri.parse("content://" + AUTHORITY + "/1");
  }

  OfferedFiles offer(Path offered) {
    file = offered;
    return this;
  }

  OfferedFiles named(String shown) {
    name = shown;
    return this;
  }

  OfferedFiles allow(boolean readable) {
    allowed = readable;
    return this;
  }

  /** From now on it has a fault of its own, or none. */
  OfferedFiles failing(@Nullable RuntimeException own) {
    fault = own;
    return this;
  }

  /** From now on it is given out as it comes, without a length and without a way back. */
  OfferedFiles throughAPipe() {
    piped = true;
    return this;
  }

  @Override
  public @Nullable ParcelFileDescriptor openFile(Uri uri, String mode)
      throws FileNotFoundException {
    if (fault != null) {
      throw fault;
    }
    if (!allowed) {
      throw new SecurityException("the grant has ended");
    }
    if (file == null) {
      throw new FileNotFoundException("deleted");
    }
    return piped ? NamedPipe.of(file) : opened(file);
  }

  private static ParcelFileDescriptor opened(Path readable) throws FileNotFoundException {
    return ParcelFileDescriptor.open(
        new File(readable.toString()), ParcelFileDescriptor.MODE_READ_ONLY);
  }

  @Override
  protected String shownName() {
    return name;
  }
}
