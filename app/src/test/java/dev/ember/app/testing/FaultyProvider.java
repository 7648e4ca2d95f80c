package dev.ember.app.testing;

import android.net.Uri;
import android.os.ParcelFileDescriptor;

/** Another app that shows a file and has a fault of its own wherever it is to be opened. */
public final class FaultyProvider extends OneFileProvider {
  public static final String AUTHORITY = "test.faulty";
  public static final String NAME = "notes.md";

  public static Uri uri() {
    return Uri.parse("content://" + AUTHORITY + "/1");
  }

  @Override
  public ParcelFileDescriptor openFile(Uri uri, String mode) {
    throw new IllegalStateException("a fault of another app");
  }

  @Override
  protected String shownName() {
    return NAME;
  }
}
