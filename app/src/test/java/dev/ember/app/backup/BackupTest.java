package dev.ember.app.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import android.app.Application;
import android.database.sqlite.SQLiteDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class BackupTest {
  private static final int SCHEMA = 7;

  /** Where a file is cut or changed; each of a sealed one costs a derivation of its key. */
  private static final int PLACES = 40;

  private static final int SEALED_PLACES = 7;

  private static final char[] PASSPHRASE = "correct horse 电池".toCharArray();
  private static final char[] NONE = new char[0];
  private static final Map<String, String> SETTINGS = Map.of("theme", "DARK", "haptics", "false");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path database;
  private Backup backup;

  @Before
  public void writeADatabase() throws IOException {
    database = folder.newFolder().toPath().resolve("ember.db");
    try (SQLiteDatabase opened = SQLiteDatabase.openOrCreateDatabase(database.toFile(), null)) {
      opened.execSQL("CREATE TABLE words (word BLOB)");
      Random random = new Random(1);
      byte[] noise = new byte[20_000];
      for (int i = 0; i < 10; i++) { // some chunks of it, and not of a kind that packs well
        random.nextBytes(noise);
        opened.execSQL("INSERT INTO words VALUES (?)", new Object[] {noise.clone()});
      }
      opened.setVersion(SCHEMA);
    }
    backup = new Backup(database, SCHEMA);
  }

  @Test
  public void sealed_readBack_isTakenAtTheNextStartAndTheOldOneIsKept() throws IOException {
    byte[] file = write(PASSPHRASE);
    byte[] before = Files.readAllBytes(database);
    Files.write(database, new byte[] {1});

    backup.read(new ByteArrayInputStream(file), PASSPHRASE);

    assertThat(database).hasBinaryContent(new byte[] {1}); // not before the next start
    assertThat(start()).containsExactly(SETTINGS);
    assertThat(database).hasBinaryContent(before);
    assertThat(beside(".before-restore")).hasBinaryContent(new byte[] {1});
    assertThat(start()).isEmpty();
    assertThat(database).hasBinaryContent(before);
  }

  @Test
  public void restored_whatWasWrittenLast_isKeptWithTheOldOne() throws IOException {
    backup.read(new ByteArrayInputStream(write(NONE)), NONE);
    Files.write(beside("-wal"), new byte[] {2});
    Files.write(beside("-shm"), new byte[] {3});
    Files.write(beside(".before-restore-wal"), new byte[] {4}); // of a restore before

    start();

    assertThat(beside(".before-restore-wal")).hasBinaryContent(new byte[] {2});
    assertThat(beside("-wal")).as("a log of another database").doesNotExist();
    assertThat(beside("-shm")).doesNotExist();
  }

  @Test
  public void restored_processEndsWithinTheStart_theNextGoesOn() throws IOException {
    byte[] file = write(NONE);
    byte[] before = Files.readAllBytes(database);
    Files.write(database, new byte[] {1});
    Files.write(beside("-wal"), new byte[] {2});
    backup.read(new ByteArrayInputStream(file), NONE);
    Files.move(database, beside(".before-restore")); // and here it ended

    assertThat(start()).containsExactly(SETTINGS);
    assertThat(database).hasBinaryContent(before);
    assertThat(beside(".before-restore")).hasBinaryContent(new byte[] {1});
    assertThat(beside(".before-restore-wal")).hasBinaryContent(new byte[] {2});
  }

  @Test
  public void restored_processEndsBeforeAllIsLaid_settingsOfItAreForgotten() throws IOException {
    backup.read(new ByteArrayInputStream(write(NONE)), NONE);
    Files.delete(beside(".restored")); // the last that is laid

    assertThat(start()).isEmpty();
    assertThat(beside(".restored-settings")).doesNotExist();
  }

  @Test
  public void snapshot_databaseGoesOn_hasWhatWasThereAtItsMoment() throws IOException {
    byte[] before = Files.readAllBytes(database);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Snapshot snapshot = Snapshot.of(database, cache())) {
      Files.write(database, new byte[] {1});
      assertThat(cache()).as("a copy that a death would leave").isEmptyDirectory();
      Backup.write(snapshot, out, SETTINGS, NONE);
    }
    backup.read(new ByteArrayInputStream(out.toByteArray()), NONE);
    start();
    assertThat(database).hasBinaryContent(before);
  }

  /** The next start of the app; gives the settings that it took over. */
  private List<Map<String, String>> start() {
    List<Map<String, String>> taken = new ArrayList<>();
    Backup.takeRestored(database, taken::add);
    return taken;
  }

  private Path beside(String suffix) {
    return database.resolveSibling("ember.db" + suffix);
  }

  private Path cache() throws IOException {
    return Files.createDirectories(folder.getRoot().toPath().resolve("cache"));
  }

  @Test
  public void sealed_bytes_sayNothingOfWhatIsInside() throws IOException {
    String text = new String(write(PASSPHRASE), StandardCharsets.ISO_8859_1);

    assertThat(text).startsWith("EMBERBAK").doesNotContain("settings").doesNotContain("SQLite");
  }

  @Test
  public void sealed_twice_givesDifferentBytes() throws IOException {
    assertThat(write(PASSPHRASE)).isNotEqualTo(write(PASSPHRASE));
  }

  @Test
  public void plain_readBack_needsNoPassphrase() throws IOException {
    backup.read(new ByteArrayInputStream(write(NONE)), NONE);
    assertThat(start()).containsExactly(SETTINGS);
  }

  @Test
  public void passphrase_wrong_isSaidAndNothingChanges() throws IOException {
    byte[] file = write(PASSPHRASE);

    assertThat(reason(file, "correct horse 电他".toCharArray()))
        .isEqualTo(BackupException.Reason.WRONG_PASSPHRASE);
    assertNothingChanged();
  }

  @Test
  public void passphrase_missing_isAskedFor() throws IOException {
    assertThat(reason(write(PASSPHRASE), NONE)).isEqualTo(BackupException.Reason.PASSPHRASE_NEEDED);
  }

  @Test
  public void file_cutAnywhere_isRefusedAndNothingChanges() throws IOException {
    assertCutAnywhereIsRefused(NONE, PLACES);
  }

  @Test
  public void sealed_cutAnywhere_isRefusedAndNothingChanges() throws IOException {
    assertCutAnywhereIsRefused(PASSPHRASE, SEALED_PLACES);
  }

  private void assertCutAnywhereIsRefused(char[] passphrase, int places) throws IOException {
    byte[] file = write(passphrase);
    for (int length = 0; length < file.length; length += Math.max(1, file.length / places)) {
      BackupException.Reason reason = reason(Arrays.copyOf(file, length), passphrase);
      assertThat(reason)
          .as("cut at " + length + " of " + file.length)
          .isIn(BackupException.Reason.DAMAGED, BackupException.Reason.NO_BACKUP);
    }
    assertNothingChanged();
  }

  @Test
  public void file_cutAtTheBorderOfAChunk_isRefusedToo() throws IOException {
    int header = 8 + 1 + 1 + 16 + 4 + 1 + 1;
    int chunk = 4 + Chunks.CHUNK_BYTES + Chunks.TAG_BYTES;
    for (char[] passphrase : List.of(NONE, PASSPHRASE)) {
      byte[] file = write(passphrase);
      assertThat(file.length).isGreaterThan(header + chunk);
      assertThat(reason(Arrays.copyOf(file, header + chunk), passphrase))
          .isEqualTo(BackupException.Reason.DAMAGED);
    }
  }

  @Test
  public void file_anyByteChanged_isRefused() throws IOException {
    assertAnyByteChangedIsRefused(NONE, PLACES);
  }

  @Test
  public void sealed_anyByteChanged_isRefused() throws IOException {
    assertAnyByteChangedIsRefused(PASSPHRASE, SEALED_PLACES);
  }

  private void assertAnyByteChangedIsRefused(char[] passphrase, int places) throws IOException {
    byte[] file = write(passphrase);
    int step = Math.max(1, file.length / places);
    for (int i = 10; i < file.length; i += step) {
      byte[] spoiled = file.clone();
      spoiled[i] ^= 1;
      assertThat(reason(spoiled, passphrase)).as("byte " + i).isNotNull();
    }
    assertNothingChanged();
  }

  @Test
  public void file_withBytesBehindIt_isRefused() throws IOException {
    for (char[] passphrase : List.of(NONE, PASSPHRASE)) {
      byte[] file = write(passphrase);
      assertThat(reason(Arrays.copyOf(file, file.length + 1), passphrase))
          .isEqualTo(BackupException.Reason.DAMAGED);
    }
  }

  @Test
  public void header_ofALaterVersion_isSaidToBeThat() throws IOException {
    byte[] file = write(NONE);
    file[8] = 2;

    assertThat(reason(file, NONE)).isEqualTo(BackupException.Reason.TOO_NEW);
  }

  @Test
  public void header_askingForAllMemory_isRefusedBeforeItIsTaken() throws IOException {
    byte[] file = write(PASSPHRASE);
    file[26] = 0x7f; // memory, the highest byte

    assertThat(reason(file, PASSPHRASE)).isEqualTo(BackupException.Reason.DAMAGED);
  }

  @Test
  public void database_ofALaterSchema_isRefused() throws IOException {
    byte[] file = write(NONE);

    BackupException refused =
        catchThrowableOfType(
            BackupException.class,
            () -> new Backup(database, SCHEMA - 1).read(new ByteArrayInputStream(file), NONE));
    assertThat(refused.reason()).isEqualTo(BackupException.Reason.TOO_NEW);
    assertNothingChanged();
  }

  @Test
  public void anyOtherFile_isNoBackup() {
    assertThat(reason("PK\u0003\u0004 something".getBytes(StandardCharsets.UTF_8), NONE))
        .isEqualTo(BackupException.Reason.NO_BACKUP);
  }

  private byte[] write(char[] passphrase) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Snapshot snapshot = Snapshot.of(database, cache())) {
      Backup.write(snapshot, out, SETTINGS, passphrase);
    }
    return out.toByteArray();
  }

  private BackupException.Reason reason(byte[] file, char[] passphrase) {
    BackupException refused =
        catchThrowableOfType(
            BackupException.class, () -> backup.read(new ByteArrayInputStream(file), passphrase));
    assertThat(refused).isNotNull();
    return refused.reason();
  }

  private void assertNothingChanged() {
    assertThat(beside(".restored")).doesNotExist();
    assertThat(beside(".restored-settings")).doesNotExist();
    assertThat(beside(".draft")).doesNotExist();
  }
}
