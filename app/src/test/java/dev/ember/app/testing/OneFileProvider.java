package dev.ember.app.testing;

import android.content.ContentProvider;
import android.content.ContentValues;
import android.database.Cursor;
import android.database.MatrixCursor;
import android.net.Uri;
import android.provider.OpenableColumns;
import org.jspecify.annotations.Nullable;

/** Another app that shows one file and lets nobody write. */
public abstract class OneFileProvider extends ContentProvider {

  /** The name that is shown for the file. */
  protected abstract String shownName();

  @Override
  public final boolean onCreate() {
    return true;
  }

  @Override
  public final Cursor query(
      Uri uri,
      String @Nullable [] columns,
      @Nullable String selection,
      String @Nullable [] arguments,
      @Nullable String order) {
    MatrixCursor cursor = new MatrixCursor(new String[] {OpenableColumns.DISPLAY_NAME});
    cursor.addRow(new Object[] {shownName()});
    return cursor;
  }

  @Override
  public final @Nullable String getType(Uri uri) {
    return "application/octet-stream";
  }

  @Override
  public final @Nullable Uri insert(Uri uri, @Nullable ContentValues values) {
    return null;
  }

  @Override
  public final int delete(Uri uri, @Nullable String selection, String @Nullable [] arguments) {
    return 0;
  }

  @Override
  public final int update(
      Uri uri,
      @Nullable ContentValues values,
      @Nullable String selection,
      String @Nullable [] arguments) {
    return 0;
  }
}
