package dev.ember.app.jobs;

import android.content.ContentProvider;
import android.content.ContentValues;
import android.database.Cursor;
import android.database.MatrixCursor;
import android.net.Uri;
import android.os.ParcelFileDescriptor;
import android.provider.OpenableColumns;
import java.io.File;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.robolectric.Robolectric;

/** A provider of another app, which may be as bad as a test wants it. */
public final class OfferedFiles extends ContentProvider {
  static final String AUTHORITY = "test.files";

  private @Nullable Path file;
  private String name = "model.ember";
  private boolean allowed = true;

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

  @Override
  public @Nullable ParcelFileDescriptor openFile(Uri uri, String mode)
      throws FileNotFoundException {
    if (!allowed) {
      throw new SecurityException("the grant has ended");
    }
    if (file == null) {
      throw new FileNotFoundException("deleted");
    }
    return ParcelFileDescriptor.open(
        new File(file.toString()), ParcelFileDescriptor.MODE_READ_ONLY);
  }

  @Override
  public boolean onCreate() {
    return true;
  }

  @Override
  public Cursor query(
      Uri uri,
      String @Nullable [] columns,
      @Nullable String selection,
      String @Nullable [] arguments,
      @Nullable String order) {
    MatrixCursor cursor = new MatrixCursor(new String[] {OpenableColumns.DISPLAY_NAME});
    cursor.addRow(new Object[] {name});
    return cursor;
  }

  @Override
  public @Nullable String getType(Uri uri) {
    return "application/octet-stream";
  }

  @Override
  public @Nullable Uri insert(Uri uri, @Nullable ContentValues values) {
    return null;
  }

  @Override
  public int delete(Uri uri, @Nullable String selection, String @Nullable [] arguments) {
    return 0;
  }

  @Override
  public int update(
      Uri uri,
      @Nullable ContentValues values,
      @Nullable String selection,
      String @Nullable [] arguments) {
    return 0;
  }
}
