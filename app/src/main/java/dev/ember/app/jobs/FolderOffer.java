package dev.ember.app.jobs;

import android.content.ContentResolver;
import android.database.Cursor;
import android.net.Uri;
import android.provider.DocumentsContract;
import android.provider.DocumentsContract.Document;
import java.util.ArrayList;
import java.util.List;

/** A folder that its user has opened for this app. */
final class FolderOffer {
  /** More files than any checkpoint has; a provider may list without end. */
  private static final int MOST_FILES = 512;

  private static final String[] COLUMNS = {
    Document.COLUMN_DOCUMENT_ID, Document.COLUMN_DISPLAY_NAME
  };

  private FolderOffer() {}

  /** The files in it that belong to a checkpoint; none if its provider does not list them. */
  static List<Uri> checkpointFiles(ContentResolver resolver, Uri tree) {
    List<Uri> files = new ArrayList<>();
    try {
      Uri children =
          DocumentsContract.buildChildDocumentsUriUsingTree(
              tree, DocumentsContract.getTreeDocumentId(tree));
      try (Cursor rows = resolver.query(children, COLUMNS, null, null, null)) {
        for (int row = 0; rows != null && row < MOST_FILES && rows.moveToNext(); row++) {
          String name = rows.getString(1);
          if (name != null && CheckpointNames.of(name) != null) {
            files.add(DocumentsContract.buildDocumentUriUsingTree(tree, rows.getString(0)));
          }
        }
      }
    } catch (RuntimeException providersFault) { // a provider's exception comes through as it is
      files.clear();
    }
    return files;
  }
}
