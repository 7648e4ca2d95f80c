package dev.ember.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.Context;
import android.database.sqlite.SQLiteDatabase;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.backup.Backup;
import dev.ember.app.backup.Snapshot;
import dev.ember.app.testing.AppRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A backup that an older version of the app has written. */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class OldBackupTest {
  private static final char[] NO_PASSPHRASE = new char[0];

  @Rule public final AppRule app = new AppRule();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void backup_ofEachOlderSchema_isMigratedAsItIsTaken() throws Exception {
    Context context = ApplicationProvider.getApplicationContext();
    Path file = context.getDatabasePath("ember.db").toPath();
    for (int version = 1; version < EmberDatabase.VERSION; version++) {
      Path other = folder.newFolder().toPath().resolve("ember.db");
      try (SQLiteDatabase old = OldDatabase.create(other, version)) {
        fill(old, version);
      }
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      try (Snapshot snapshot = Snapshot.of(other, context.getCacheDir().toPath())) {
        Backup.write(snapshot, written, Map.of(), NO_PASSPHRASE);
      }
      new Backup(file, EmberDatabase.VERSION)
          .read(new ByteArrayInputStream(written.toByteArray()), NO_PASSPHRASE);

      app.restart(() -> Backup.takeRestored(file, settings -> {}));
      assertThat(app.messages(7))
          .as("of version %d", version)
          .extracting(MessageEntity::body)
          .containsExactly("Why " + version + "?");
    }
  }

  /** Only what each version has had, and every one demands. */
  private static void fill(SQLiteDatabase old, int version) {
    boolean first = version == 1; // whose messages are a list, and no tree yet
    old.execSQL(
        "INSERT INTO chats (id, title, titleByUser, createdMs, updatedMs, systemPrompt, draft"
            + (first ? "" : ", pinned, archived")
            + ") VALUES (7, 'Sky', 0, 1, 2, '', ''"
            + (first ? "" : ", 0, 0")
            + ")");
    old.execSQL(
        "INSERT INTO messages (id, chatId, "
            + (first ? "position" : "pinned, active")
            + ", role, body, status, tokens, createdMs) VALUES (1, 7, "
            + (first ? "0" : "0, 1")
            + ", 'USER', 'Why "
            + version
            + "?', 'COMPLETE', 0, 1)");
  }
}
