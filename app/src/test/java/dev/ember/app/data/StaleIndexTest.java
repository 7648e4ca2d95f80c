package dev.ember.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.Context;
import android.database.sqlite.SQLiteDatabase;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.testing.AppRule;
import dev.ember.inference.chat.Role;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * An index that an older version has cut, made anew. {@code -Dember.history=100000} makes the
 * history as long as {@code docs/PERFORMANCE.md} has it.
 */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class StaleIndexTest {
  private static final int MESSAGES = Integer.getInteger("ember.history", 1_000);
  private static final String BEHIND_LATIN =
      "SELECT COUNT(*) FROM search WHERE words MATCH '\"写 代 码\"'";
  private static final String STALE = "SELECT COUNT(*) FROM stale_index";

  /** As version 4 has cut {@code 用Java写代码}. */
  private static final String OLD_WORDS = "用 Java写 代 码 ";

  @Rule public final AppRule app = new AppRule().startedByTheTest();

  private final Path file =
      ApplicationProvider.<Context>getApplicationContext().getDatabasePath("ember.db").toPath();

  @Test
  public void open_fileOfVersion4_keepsEveryRowAndFindsWhatStandsBehindALetter() throws Exception {
    try (SQLiteDatabase old = OldDatabase.create(file, 4)) {
      fill(old);
    }

    app.start();
    app.settle();

    assertThat(app.count(STALE)).isZero();
    assertThat(app.count(BEHIND_LATIN)).isEqualTo(MESSAGES + 1);
    assertThat(app.count("SELECT COUNT(*) FROM messages WHERE body = '用Java写代码'"))
        .isEqualTo(MESSAGES);
    assertThat(app.onDisk(() -> app.repository().find("Java写代码")))
        .extracting(SearchHit::id)
        .containsExactly(7L);
    assertThat(app.onDisk(() -> app.repository().find("sky")))
        .extracting(SearchHit::messageId)
        .containsExactly(MESSAGES + 1L);
  }

  @Test
  public void open_longHistory_otherQueriesAreAnsweredBetween() throws Exception {
    try (SQLiteDatabase old = OldDatabase.create(file, 4)) {
      fill(old);
    }

    app.start();
    Set<Integer> seen = new HashSet<>();
    for (int left = left(); left > 0; left = left()) { // in line with the parts of the renewal
      seen.add(left);
    }

    assertThat(seen)
        .as("places between its parts; two are seen where all but the first are one")
        .hasSizeGreaterThan(2);
  }

  @Test
  public void open_processHadDiedBetween_goesOnWhereItWas() {
    app.start();
    long chat = app.newChat("A");
    for (int i = 0; i < 3; i++) {
      app.onDisk(() -> app.repository().turns().ask(chat, "用Java写代码"));
    }
    List<Long> asked =
        app.messages(chat).stream()
            .filter(m -> m.role() == Role.USER)
            .map(MessageEntity::id)
            .toList();
    app.onDisk(
        () ->
            app.execute(
                "UPDATE search SET words = '" + OLD_WORDS + "' WHERE rowid > 0 AND words != ''",
                "INSERT INTO stale_index VALUES (" + asked.get(0) + ")"));

    app.restart();
    app.settle();

    assertThat(app.count(BEHIND_LATIN)).as("all but the first").isEqualTo(asked.size() - 1);
    assertThat(app.count(STALE)).isZero();
  }

  /** How many rows are still as an older version cut them; none once that is over. */
  private int left() {
    return app.count("SELECT COUNT(*) FROM search JOIN stale_index ON search.rowid > throughRowid");
  }

  private static void fill(SQLiteDatabase old) {
    old.execSQL(
        "INSERT INTO chats (id, title, titleByUser, createdMs, updatedMs, systemPrompt, draft,"
            + " pinned, archived) VALUES (7, '用Java写代码', 0, 1, 2, '', '', 0, 0)");
    old.execSQL("INSERT INTO search (rowid, chatId, words) VALUES (-7, 7, '" + OLD_WORDS + "')");
    String numbers =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + MESSAGES
            + ")";
    String message =
        "INSERT INTO messages (id, chatId, parentId, active, role, body, status, tokens,"
            + " createdMs, pinned) ";
    old.execSQL(
        message
            + numbers
            + " SELECT i, 7, NULLIF(i - 1, 0), 1, 'USER', '用Java写代码', 'COMPLETE', 0, 1, 0 FROM n");
    old.execSQL(
        "INSERT INTO search (rowid, chatId, words) "
            + numbers
            + " SELECT i, 7, '"
            + OLD_WORDS
            + "' FROM n");
    old.execSQL(
        message
            + "VALUES ("
            + (MESSAGES + 1)
            + ", 7, "
            + MESSAGES
            + ", 1, 'USER', 'Sky', 'COMPLETE', 0, 1, 0)");
    old.execSQL(
        "INSERT INTO search (rowid, chatId, words) VALUES (" + (MESSAGES + 1) + ", 7, 'Sky')");
  }
}
