package dev.ember.app.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import android.database.sqlite.SQLiteDatabase;
import android.database.sqlite.SQLiteException;
import com.google.gson.stream.JsonWriter;
import dev.ember.inference.json.JsonFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Everything that was written and set, as one file. Reading one back changes nothing until all of
 * it is proved whole: the new database then waits beside the old one, and the next start of the app
 * puts it in its place and keeps the old one.
 *
 * <h2>Threading model</h2>
 *
 * Not the main thread.
 */
public final class Backup {
  private static final String DATABASE = "ember.db";
  private static final String SETTINGS = "settings.json";
  private static final String RESTORED = ".restored";
  private static final String BEFORE = ".before-restore";
  private static final int BUFFER_BYTES = 1 << 16;

  /** More than this nobody has set: which model answers it is said of each of 50,000 chats. */
  private static final int MOST_SETTINGS_BYTES = 1 << 22;

  private final Path database;
  private final int schemaVersion;

  /**
   * @param database the file of the open database
   * @param schemaVersion the newest that this app can open
   */
  public Backup(Path database, int schemaVersion) {
    this.database = database;
    this.schemaVersion = schemaVersion;
  }

  /**
   * Writes everything; {@code out} is closed. The database must be at rest, its log emptied into
   * it.
   *
   * @param passphrase empty for a file that everybody may read
   */
  public void write(OutputStream out, Map<String, String> settings, char[] passphrase)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(new SealedOutput(out, passphrase))) {
      zip.putNextEntry(new ZipEntry(SETTINGS));
      zip.write(json(settings));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry(DATABASE));
      try (InputStream in = Files.newInputStream(database)) {
        copy(in, zip);
      }
      zip.closeEntry();
    }
  }

  /**
   * Reads everything and lays it ready for the next start; {@code in} is closed.
   *
   * @return the settings of the backup, for the caller to take over
   * @throws BackupException if it cannot be read; then nothing has changed
   */
  public Map<String, String> read(InputStream in, char[] passphrase) throws IOException {
    Path draft = sibling(".draft");
    try (SealedInput sealed = new SealedInput(in, passphrase)) {
      Map<String, String> settings = unpack(sealed, draft);
      sealed.drain();
      requireDatabase(draft);
      Files.move(
          draft,
          sibling(RESTORED),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return settings;
    } catch (ZipException damaged) {
      throw new BackupException(
          BackupException.Reason.DAMAGED, String.valueOf(damaged.getMessage()));
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static Map<String, String> unpack(SealedInput sealed, Path draft) throws IOException {
    Map<String, String> settings = null;
    boolean hasDatabase = false;
    ZipInputStream zip = new ZipInputStream(sealed);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (entry.getName().equals(SETTINGS)) {
        settings = settings(zip);
      } else if (entry.getName().equals(DATABASE)) {
        Files.copy(zip, draft, StandardCopyOption.REPLACE_EXISTING);
        hasDatabase = true;
      }
    }
    if (settings == null || !hasDatabase) {
      throw new BackupException(BackupException.Reason.DAMAGED, "an entry is missing");
    }
    return settings;
  }

  /** Opened to be written: SQLite 3.44 calls a table for searching damaged if it may not. */
  private void requireDatabase(Path draft) throws IOException {
    try (SQLiteDatabase opened =
        SQLiteDatabase.openDatabase(draft.toString(), null, SQLiteDatabase.OPEN_READWRITE)) {
      if (opened.getVersion() > schemaVersion) {
        throw new BackupException(
            BackupException.Reason.TOO_NEW, "database version " + opened.getVersion());
      }
      if (opened.getVersion() < 1 || !opened.isDatabaseIntegrityOk()) {
        throw new BackupException(BackupException.Reason.DAMAGED, "the database");
      }
    } catch (SQLiteException damaged) {
      throw new BackupException(
          BackupException.Reason.DAMAGED, String.valueOf(damaged.getMessage()));
    } finally {
      for (String beside : List.of("-journal", "-wal", "-shm")) {
        Files.deleteIfExists(draft.resolveSibling(draft.getFileName() + beside));
      }
    }
  }

  /** Before the database is opened: takes a restored one into use. The old one is kept. */
  public static void takeRestored(Path database) {
    Path restored = database.resolveSibling(database.getFileName() + RESTORED);
    if (!Files.exists(restored)) {
      return;
    }
    try {
      if (Files.exists(database)) {
        Files.move(
            database,
            database.resolveSibling(database.getFileName() + BEFORE),
            StandardCopyOption.REPLACE_EXISTING);
      }
      Files.deleteIfExists(database.resolveSibling(database.getFileName() + "-wal"));
      Files.deleteIfExists(database.resolveSibling(database.getFileName() + "-shm"));
      Files.move(restored, database, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException storage) {
      return; // the next start tries again; what is there is opened as it is
    }
  }

  private Path sibling(String suffix) {
    return database.resolveSibling(database.getFileName() + suffix);
  }

  private static byte[] json(Map<String, String> settings) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonWriter json = new JsonWriter(new OutputStreamWriter(bytes, UTF_8))) {
      json.beginObject();
      for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
        json.name(setting.getKey()).value(setting.getValue());
      }
      json.endObject();
    }
    return bytes.toByteArray();
  }

  private static Map<String, String> settings(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    copy(in, bytes, MOST_SETTINGS_BYTES);
    JsonFields json = JsonFields.parse(bytes.toString("UTF-8"));
    Map<String, String> settings = new TreeMap<>();
    for (String name : json.names()) {
      settings.put(name, json.string(name));
    }
    return settings;
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    copy(in, out, Long.MAX_VALUE);
  }

  private static void copy(InputStream in, OutputStream out, long most) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long done = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      done += read;
      if (done > most) {
        throw new BackupException(BackupException.Reason.DAMAGED, "more than " + most + " bytes");
      }
      out.write(buffer, 0, read);
    }
  }
}
