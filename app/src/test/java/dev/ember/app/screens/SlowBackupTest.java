package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.content.ContentResolver;
import android.database.Cursor;
import android.database.sqlite.SQLiteDatabase;
import android.net.Uri;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.backup.Backup;
import dev.ember.app.data.EmberDatabase;
import dev.ember.app.testing.SlowApp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowContentResolver;

/** A backup goes to another app and comes from it, which takes its time; chats go on meanwhile. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class SlowBackupTest {
  private static final Uri FILE = Uri.parse("content://slow/all.emberbak");
  private static final char[] OPEN = new char[0];
  private static final String DRAFT = "And what do you need?";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final ScreenRule screen = new ScreenRule();
  @Rule public final SlowApp otherApp = new SlowApp();

  @Test
  public void backup_otherAppIsSlow_isTheMomentAtWhichItWasWished() throws Exception {
    long chat = chatOnScreen();
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    otherApps().registerOutputStream(FILE, otherApp.output(written));

    answer(true);
    otherApp.awaitThatItStands();
    write(chat);
    File[] copies =
        screen.app().getCacheDir().listFiles((home, name) -> name.startsWith("snapshot"));
    assertThat(copies).as("what a death would leave").isEmpty();
    otherApp.goOn();
    screen.settle();

    Path restored = folder.getRoot().toPath().resolve("ember.db");
    read(restored, written.toByteArray());
    Backup.takeRestored(restored, settings -> {});
    assertThat(drafts(restored)).containsExactly("");
    assertThat(words(restored)).containsExactly("Who are you?", "A lamp.");
  }

  @Test
  public void backup_otherAppBreaksOff_isSaidAndChatsAreAsTheyWere() throws Exception {
    long chat = chatOnScreen();
    otherApps()
        .registerOutputStream(
            FILE,
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("gone");
              }
            });

    answer(true);
    screen.settle();
    assertThat(shown()).isEqualTo(screen.app().getString(R.string.backup_failed));
    write(chat);
  }

  @Test
  public void restore_otherAppIsSlow_allOfItOrNothingIsThere() throws Exception {
    long chat = chatOnScreen();
    byte[] file = backup();
    screen.stored(chats -> Samples.finished(chats, "What do cows eat?", "Grass."));
    otherApps().registerInputStream(FILE, otherApp.input(file));

    answer(false);
    otherApp.awaitThatItStands();
    write(chat);
    screen.redraw();
    assertThat(shown()).isEqualTo(screen.app().getString(R.string.backup_reading));
    Path killed = start("killed");
    assertThat(words(killed)).as("killed meanwhile").contains("Who are you?", "Grass.");
    assertThat(drafts(killed)).contains(DRAFT);

    otherApp.goOn();
    screen.settle();
    assertThat(screen.app().hasEndedItself()).isTrue();
    Path next = start("next");
    assertThat(words(next)).containsExactly("Who are you?", "A lamp.");
    Path kept = next.resolveSibling("ember.db.before-restore");
    assertThat(words(kept)).as("what was written meanwhile").contains("Who are you?", "Grass.");
    assertThat(drafts(kept)).contains(DRAFT);
  }

  @Test
  public void restore_otherAppBreaksOff_isSaidAndNothingChanges() throws Exception {
    chatOnScreen();
    byte[] file = backup();
    screen.stored(chats -> Samples.finished(chats, "What do cows eat?", "Grass."));
    byte[] half = Arrays.copyOf(file, file.length / 2);
    otherApps().registerInputStream(FILE, new ByteArrayInputStream(half));

    answer(false);
    screen.settle();
    assertThat(shown()).isEqualTo(screen.app().getString(R.string.backup_damaged));
    assertThat(screen.app().hasEndedItself()).isFalse();
    assertThat(words(start("next"))).contains("Who are you?", "Grass.");
  }

  @Test
  public void restore_thatCannotBeReadToItsEnd_isNotCalledDamaged() throws Exception {
    chatOnScreen();
    otherApps().registerInputStream(FILE, new FailingInput(backup()));
    answer(false);
    screen.settle();
    assertThat(shown()).isEqualTo(screen.app().getString(R.string.backup_unread));
    assertThat(screen.app().hasEndedItself()).isFalse();
    assertThat(words(start("next"))).contains("Who are you?");
  }

  @Test
  public void otherApp_withAFaultOfItsOwn_endsNothing() {
    chatOnScreen();
    otherApps().registerInputStreamSupplier(FILE, SlowBackupTest::faulty);
    answer(false);
    screen.settle();
    assertThat(shown()).isEqualTo(screen.app().getString(R.string.backup_unread));

    otherApps().registerOutputStreamSupplier(FILE, SlowBackupTest::faulty);
    answer(true);
    screen.settle();
    assertThat(shown()).isEqualTo(screen.app().getString(R.string.backup_failed));
  }

  private static <T> T faulty() {
    throw new IllegalStateException("a fault of another app");
  }

  private long chatOnScreen() {
    screen.launch();
    return screen.stored(chats -> Samples.finished(chats, "Who are you?", "A lamp."));
  }

  /** Fails if the disk thread waits for the other app. */
  private void write(long chat) {
    String stored =
        screen.stored(
            chats -> {
              chats.saveDraft(chat, DRAFT);
              return chats.draft(chat);
            });
    assertThat(stored).isEqualTo(DRAFT);
  }

  private byte[] backup() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    otherApps().registerOutputStream(FILE, written);
    answer(true);
    screen.settle();
    return written.toByteArray();
  }

  private static void read(Path database, byte[] file) throws IOException {
    new Backup(database, EmberDatabase.VERSION).read(new ByteArrayInputStream(file), OPEN);
  }

  private ShadowContentResolver otherApps() {
    ContentResolver files = screen.read(Activity::getContentResolver);
    return shadowOf(files);
  }

  private void answer(boolean sealing) {
    screen.with(activity -> PassphraseAnswer.give(activity, FILE, sealing, ""));
  }

  /** The words of the line at the bottom. */
  private String shown() {
    return screen.read(
        activity -> ((TextView) activity.findViewById(R.id.snackbar_text)).getText().toString());
  }

  /** What a process finds that starts after this one is killed now. */
  private Path start(String name) throws IOException {
    Path here = screen.app().getDatabasePath("ember.db").toPath();
    Path there = folder.newFolder(name).toPath();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(here.getParent(), "ember.db*")) {
      for (Path file : files) {
        Files.copy(file, there.resolve(file.getFileName()));
      }
    }
    Path database = there.resolve("ember.db");
    Backup.takeRestored(database, settings -> {});
    return database;
  }

  private static String[] words(Path database) {
    return column(database, "SELECT body FROM messages ORDER BY id");
  }

  private static String[] drafts(Path database) {
    return column(database, "SELECT draft FROM chats");
  }

  private static String[] column(Path database, String query) {
    try (SQLiteDatabase opened =
            SQLiteDatabase.openDatabase(
                database.toString(), null, SQLiteDatabase.OPEN_READWRITE, damaged -> {});
        Cursor rows = opened.rawQuery(query, null)) {
      String[] values = new String[rows.getCount()];
      for (int i = 0; rows.moveToNext(); i++) {
        values[i] = rows.getString(0);
      }
      return values;
    }
  }

  /** Breaks off in the middle, as it does where a disk is full. */
  private static final class FailingInput extends FilterInputStream {
    private int left;

    FailingInput(byte[] file) {
      super(new ByteArrayInputStream(file));
      left = file.length / 2;
    }

    @Override
    public int read() throws IOException {
      requireMore();
      left--;
      return super.read();
    }

    @Override
    public int read(byte[] to, int from, int count) throws IOException {
      requireMore();
      int read = super.read(to, from, Math.min(count, left));
      left -= read;
      return read;
    }

    private void requireMore() throws IOException {
      if (left == 0) {
        throw new IOException("no space left on device");
      }
    }
  }
}
