package dev.ember.app.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import android.database.sqlite.SQLiteDatabase;
import android.database.sqlite.SQLiteException;
import com.google.gson.stream.JsonWriter;
import dev.ember.inference.file.AtomicFile;
import dev.ember.inference.json.JsonFields;
import dev.ember.inference.json.JsonFormatException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Everything that was written and set, as one file. Reading one back changes nothing until all of
 * it is proved whole: the new database and the settings then wait beside the old one, and the next
 * start of the app puts them in their place and keeps the old one. Until then the old one is in
 * use, and whatever ends the process leaves all of the old or all of the new.
 *
 * <h2>Threading model</h2>
 *
 * Written and read on a thread that may wait as long as another app's file takes.
 */
public final class Backup {
  private static final String DATABASE = "ember.db";
  private static final String SETTINGS = "settings.json";
  private static final String RESTORED = ".restored";
  private static final String RESTORED_SETTINGS = ".restored-settings";
  private static final String BEFORE = ".before-restore";
  private static final String LOG = "-wal";
  private static final int BUFFER_BYTES = 1 << 16;

  /** More than this nobody has set: which model answers it is said of each of 50,000 chats. */
  private static final int MOST_SETTINGS_BYTES = 1 << 22;

  private final Path database;
  private final int schemaVersion;

  /**
   * For reading one back.
   *
   * @param database the file of the open database, which is not touched
   * @param schemaVersion the newest that this app can open
   */
  public Backup(Path database, int schemaVersion) {
    this.database = database;
    this.schemaVersion = schemaVersion;
  }

  /**
   * Writes everything; {@code out} is closed.
   *
   * @param passphrase empty for a file that everybody may read
   */
  public static void write(
      Snapshot database, OutputStream out, Map<String, String> settings, char[] passphrase)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(new SealedOutput(out, passphrase))) {
      zip.putNextEntry(new ZipEntry(SETTINGS));
      zip.write(json(settings));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry(DATABASE));
      copy(database.bytes(), zip);
      zip.closeEntry();
    }
  }

  /**
   * Reads everything and lays it ready for the next start; {@code in} is closed. One move of a file
   * is the moment from which on the next start takes all of it.
   *
   * <p>If it throws, nothing has changed.
   *
   * @throws BackupException if its contents are at fault
   * @throws IOException also if {@code in} breaks off, or there is no room
   */
  public void read(InputStream in, char[] passphrase) throws IOException {
    Path draft = sibling(".draft");
    try (SealedInput sealed = new SealedInput(in, passphrase)) {
      Map<String, String> settings = unpack(sealed, draft);
      sealed.drain();
      requireDatabase(draft);
      force(draft);
      Files.deleteIfExists(sibling(RESTORED)); // it would get settings that are not its own
      AtomicFile.write(sibling(RESTORED_SETTINGS), json(settings));
      Files.move(draft, sibling(RESTORED), StandardCopyOption.ATOMIC_MOVE);
    } catch (ZipException | EOFException | JsonFormatException damaged) {
      throw new BackupException(
          BackupException.Reason.DAMAGED, String.valueOf(damaged.getMessage()));
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void force(Path draft) throws IOException {
    try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      written.force(true);
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
      for (String suffix : List.of("-journal", LOG, "-shm")) {
        Files.deleteIfExists(beside(draft, suffix));
      }
    }
  }

  /**
   * Takes a backup that was read into use, if there is one; the old database is kept. Before
   * anything opens the database or shows a setting, on the thread that starts the app.
   *
   * @param settings takes over those of the backup; may be asked to do so again at the next start
   */
  public static void takeRestored(Path database, Consumer<Map<String, String>> settings) {
    Path restored = beside(database, RESTORED);
    Path values = beside(database, RESTORED_SETTINGS);
    try {
      if (Files.exists(restored)) {
        if (Files.exists(values)) {
          try (InputStream in = Files.newInputStream(values)) {
            settings.accept(settings(in));
          }
        }
        keep(database);
        Files.move(restored, database, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.deleteIfExists(values);
    } catch (IOException storage) {
      return; // the next start tries again; what is there is opened as it is
    }
  }

  /** With its log, which alone may have what was written last. */
  private static void keep(Path database) throws IOException {
    Path before = beside(database, BEFORE);
    Path log = beside(database, LOG);
    if (Files.exists(database)) {
      Files.deleteIfExists(beside(before, LOG));
      Files.move(database, before, StandardCopyOption.REPLACE_EXISTING);
    }
    if (Files.exists(log)) {
      Files.move(log, beside(before, LOG), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.deleteIfExists(beside(database, "-shm"));
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private Path sibling(String suffix) {
    return beside(database, suffix);
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
