package dev.ember.app.backup;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.res.XmlResourceParser;
import android.database.Cursor;
import android.database.sqlite.SQLiteDatabase;
import android.database.sqlite.SQLiteException;
import android.os.Build;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.R;
import dev.ember.app.testing.AppRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.xmlpull.v1.XmlPullParser;
import org.xmlpull.v1.XmlPullParserException;

/**
 * What the phone's own backup takes along. It copies the files of a process that it has ended, so
 * the test copies those of one that has not closed its database.
 */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class AutoBackupTest {
  private static final String TITLE = "A lamp that can talk";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final AppRule app = new AppRule();

  private final Application phone = ApplicationProvider.getApplicationContext();

  /** One line of the rules. */
  private record Include(String section, String domain, String path, @Nullable String flags) {}

  @Test
  public void chat_writtenJustNow_isInEachCopyThatTakesChats() throws Exception {
    app.newChat(TITLE);
    assertThat(titlesIn(List.of("ember.db")))
        .as("without its log, which is what makes this test bite")
        .doesNotContain(TITLE);
    for (String section : List.of("cloud-backup", "device-transfer")) {
      assertThat(titlesIn(databases(R.xml.data_extraction_rules, section)))
          .as(section)
          .containsExactly(TITLE);
    }
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) {
      assertThat(titlesIn(databases(R.xml.backup_rules, "full-backup-content")))
          .containsExactly(TITLE);
    }
  }

  @Test
  public void chats_leaveThePhoneSealedOrNotAtAll() throws Exception {
    assertThat(includes(R.xml.backup_rules))
        .filteredOn(line -> line.domain().equals("database"))
        .hasSize(Build.VERSION.SDK_INT >= Build.VERSION_CODES.P ? 2 : 0)
        .allMatch(line -> "clientSideEncryption".equals(line.flags()));
    assertThat(attribute(R.xml.data_extraction_rules, "cloud-backup", "disableIfNoEncryption"))
        .isEqualTo("true");
  }

  @Test
  public void models_areNeverTakenAlong() throws Exception {
    for (int rules : new int[] {R.xml.data_extraction_rules, R.xml.backup_rules}) {
      assertThat(includes(rules))
          .isNotEmpty()
          .allMatch(
              line ->
                  line.path().startsWith("ember.db")
                      || (line.domain().equals("sharedpref")
                          && line.path().equals("settings.xml")));
    }
  }

  /**
   * From phone to phone nothing passes a server: chats and settings go along, as a user expects.
   */
  @Test
  @Config(sdk = 35)
  public void transferToAnotherPhone_takesChatsAndSettingsAndNoMore() throws Exception {
    assertThat(includes(R.xml.data_extraction_rules))
        .filteredOn(line -> line.section().equals("device-transfer"))
        .extracting(line -> line.domain() + "/" + line.path())
        .containsExactlyInAnyOrder(
            "database/ember.db", "database/ember.db-wal", "sharedpref/settings.xml");
  }

  private List<String> databases(int rules, String section) throws Exception {
    List<String> names = new ArrayList<>();
    for (Include line : includes(rules)) {
      if (line.section().equals(section) && line.domain().equals("database")) {
        names.add(line.path());
      }
    }
    return names;
  }

  /** The titles that a phone finds which gets these files. */
  private List<String> titlesIn(List<String> names) throws IOException {
    Path copy = folder.newFolder().toPath();
    for (String name : names) {
      Path file = phone.getDatabasePath(name).toPath();
      if (Files.exists(file)) {
        Files.copy(file, copy.resolve(name));
      }
    }
    List<String> titles = new ArrayList<>();
    String database = copy.resolve("ember.db").toString();
    try (SQLiteDatabase opened =
            SQLiteDatabase.openDatabase(database, null, SQLiteDatabase.OPEN_READWRITE);
        Cursor rows = opened.rawQuery("SELECT title FROM chats", null)) {
      while (rows.moveToNext()) {
        titles.add(rows.getString(0));
      }
    } catch (SQLiteException none) {
      titles.clear(); // not even its tables were written yet
    }
    return titles;
  }

  private List<Include> includes(int rules) throws IOException, XmlPullParserException {
    List<Include> found = new ArrayList<>();
    String section = "";
    try (XmlResourceParser xml = phone.getResources().getXml(rules)) {
      while (xml.next() != XmlPullParser.END_DOCUMENT) {
        if (xml.getEventType() == XmlPullParser.START_TAG && xml.getName().equals("include")) {
          found.add(
              new Include(
                  section,
                  value(xml, "domain"),
                  value(xml, "path"),
                  xml.getAttributeValue(null, "requireFlags")));
        } else if (xml.getEventType() == XmlPullParser.START_TAG) {
          section = xml.getName();
        }
      }
    }
    return found;
  }

  private static String value(XmlResourceParser xml, String name) {
    return Objects.requireNonNull(xml.getAttributeValue(null, name), name);
  }

  /** The value of the first attribute of an element whose name begins so; null without one. */
  private @Nullable String attribute(int rules, String element, String beginning)
      throws IOException, XmlPullParserException {
    try (XmlResourceParser xml = phone.getResources().getXml(rules)) {
      while (xml.next() != XmlPullParser.END_DOCUMENT) {
        if (xml.getEventType() != XmlPullParser.START_TAG || !xml.getName().equals(element)) {
          continue;
        }
        for (int i = 0; i < xml.getAttributeCount(); i++) {
          if (xml.getAttributeName(i).startsWith(beginning)) {
            return xml.getAttributeValue(i);
          }
        }
      }
    }
    return null;
  }
}
