package dev.ember.app.jobs;

import android.content.ContentResolver;
import android.content.Context;
import android.database.Cursor;
import android.net.Uri;
import android.os.ParcelFileDescriptor;
import android.provider.DocumentsContract;
import android.provider.OpenableColumns;
import androidx.core.content.ContextCompat;
import dev.ember.app.R;
import dev.ember.app.library.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Files that other apps offer, read through {@link ContentResolver} and no other way. A provider
 * may be hostile: its name for a file is shown and nothing else, its length is a hint, and it may
 * end or throw at any byte.
 */
public final class FileOffers {
  /** Long enough to recognise, short enough for any screen. */
  private static final int MOST_NAME_CHARS = 120;

  private final ContentResolver resolver;
  private final Supplier<String> unnamed;

  public FileOffers(Context context) {
    resolver = context.getContentResolver();
    unnamed = () -> ContextCompat.getString(context, R.string.unnamed_model);
  }

  /** What the provider calls the file, cleaned for showing; null if it does not say. */
  public @Nullable String name(Uri uri) {
    try (Cursor cursor =
        resolver.query(uri, new String[] {OpenableColumns.DISPLAY_NAME}, null, null, null)) {
      if (cursor == null || !cursor.moveToFirst() || cursor.isNull(0)) {
        return null;
      }
      return shown(cursor.getString(0));
    } catch (RuntimeException providersFault) { // a provider's exception comes through as it is
      return null;
    }
  }

  /** Whether its name says that the file is a model, whatever is in it. */
  public boolean isCalledAModel(Uri uri) {
    String name = name(uri);
    return name != null && CheckpointNames.isOfAModel(name);
  }

  /** What a model out of the file is called until it says its own name; never blank. */
  public String title(Uri uri) {
    String name = name(uri);
    if (name == null || name.isEmpty()) {
      String last = uri.getLastPathSegment();
      name = last == null ? "" : shown(last);
    }
    return named(name);
  }

  /** A title as it is, or words in place of one that is blank: a model has a name. */
  String named(String title) {
    return title.trim().isEmpty() ? unnamed.get() : title;
  }

  /** The files of a folder that belong to a checkpoint. */
  List<Uri> checkpointFiles(Uri tree) {
    return FolderOffer.checkpointFiles(resolver, tree);
  }

  /** What a folder is called, as far as its address says it; never blank. */
  String folderName(Uri tree) {
    String id = DocumentsContract.getTreeDocumentId(tree);
    String name = shown(id.substring(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1));
    return named(name.isEmpty() ? shown(id) : name);
  }

  /** One line, without what turns text around or hides it. */
  static String shown(String name) {
    StringBuilder clean = new StringBuilder();
    name.codePoints()
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
        .limit(MOST_NAME_CHARS)
        .forEach(clean::appendCodePoint);
    return clean.toString().trim();
  }

  /**
   * Opens a file for reading; the caller closes it.
   *
   * @throws Refusal if its owner does not let this app read it, or it is gone
   */
  ParcelFileDescriptor open(String uri) throws IOException {
    try {
      return OtherApp.give(() -> resolver.openFileDescriptor(Uri.parse(uri), "r"));
    } catch (IOException gone) {
      throw new Refusal(Refusal.Reason.SOURCE_GONE, String.valueOf(gone.getMessage()));
    }
  }

  /** Asks to be let in again after this process has died; a share sheet's file cannot be kept. */
  public void keep(Uri uri, int flags) {
    try {
      resolver.takePersistableUriPermission(uri, flags);
    } catch (SecurityException notOffered) {
      return; // it holds as long as the process
    }
  }
}
