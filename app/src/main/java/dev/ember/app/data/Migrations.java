package dev.ember.app.data;

import android.content.ContentValues;
import android.database.Cursor;
import android.database.sqlite.SQLiteDatabase;
import androidx.room.migration.Migration;
import androidx.sqlite.db.SupportSQLiteDatabase;
import java.util.ArrayList;
import java.util.List;

/** How a file of an older version becomes one of the next; each keeps every word. */
final class Migrations {

  /** A list of messages becomes a tree, chats get flags, everything is indexed. */
  static final Migration FROM_1_TO_2 =
      new Migration(1, 2) {
        @Override
        public void migrate(SupportSQLiteDatabase database) {
          for (String statement : toVersion2()) {
            database.execSQL(statement);
          }
          index(database, "SELECT id, chatId, body FROM messages");
          index(database, "SELECT -id, id, title FROM chats WHERE title IS NOT NULL");
        }
      };

  /** Choices between two answers get a table. */
  static final Migration FROM_2_TO_3 =
      ofStatements(
          2,
          """
          CREATE TABLE choices (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            prompt TEXT NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL,
            verdict TEXT NOT NULL, model TEXT NOT NULL, createdMs INTEGER NOT NULL)
          """);

  /** Answers get their traces; those that are there already have none. */
  static final Migration FROM_3_TO_4 =
      ofStatements(
          3,
          """
          CREATE TABLE traces (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            answerId INTEGER NOT NULL, startChar INTEGER NOT NULL, replay TEXT NOT NULL,
            ends TEXT NOT NULL, sure TEXT, byHand INTEGER NOT NULL,
            FOREIGN KEY (answerId) REFERENCES messages (id)
              ON UPDATE NO ACTION ON DELETE CASCADE)
          """,
          "CREATE INDEX index_traces_answerId ON traces (answerId)");

  /** The index of searches is to be made anew, which is not waited for. */
  static final Migration FROM_4_TO_5 =
      ofStatements(
          4,
          "CREATE TABLE stale_index (throughRowid INTEGER NOT NULL, PRIMARY KEY(throughRowid))",
          "INSERT INTO stale_index VALUES (" + StaleIndexEntity.NOTHING + ")");

  /** A chat and a model can have no system prompt where all chats have one. */
  static final Migration FROM_5_TO_6 =
      ofStatements(
          5,
          "ALTER TABLE chats ADD COLUMN noSystemPrompt INTEGER NOT NULL DEFAULT 0",
          "ALTER TABLE defaults ADD COLUMN noSystemPrompt INTEGER NOT NULL DEFAULT 0");

  /** Wordings of questions that are not sent get a table, what is measured the model's name. */
  static final Migration FROM_6_TO_7 =
      ofStatements(
          6,
          """
          CREATE TABLE edits (chatId INTEGER NOT NULL, questionId INTEGER NOT NULL,
            text TEXT NOT NULL, PRIMARY KEY(chatId),
            FOREIGN KEY (questionId) REFERENCES messages (id)
              ON UPDATE NO ACTION ON DELETE CASCADE)
          """,
          "CREATE INDEX index_edits_questionId ON edits (questionId)",
          "ALTER TABLE messages ADD COLUMN cost_model TEXT");

  /** Files beside questions that are not sent get a table. */
  static final Migration FROM_7_TO_8 =
      ofStatements(
          7,
          """
          CREATE TABLE attachments (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            chatId INTEGER NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL,
            wholeChars INTEGER NOT NULL,
            FOREIGN KEY (chatId) REFERENCES chats (id) ON UPDATE NO ACTION ON DELETE CASCADE)
          """,
          "CREATE INDEX index_attachments_chatId ON attachments (chatId)");

  /** Settings of models are found by their bundles; those that are there keep their names. */
  static final Migration FROM_8_TO_9 =
      ofStatements(
          8, "UPDATE defaults SET scope = '" + ModelKey.BY_NAME + "' || scope WHERE scope <> ''");

  private Migrations() {}

  /** To the next version, by what these do alone. */
  private static Migration ofStatements(int from, String... statements) {
    return new Migration(from, from + 1) {
      @Override
      public void migrate(SupportSQLiteDatabase database) {
        for (String statement : statements) {
          database.execSQL(statement);
        }
      }
    };
  }

  private static List<String> toVersion2() {
    List<String> statements = new ArrayList<>();
    statements.add("ALTER TABLE chats ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0");
    statements.add("ALTER TABLE chats ADD COLUMN archived INTEGER NOT NULL DEFAULT 0");
    statements.add("ALTER TABLE chats ADD COLUMN model TEXT");
    statements.add("ALTER TABLE chats ADD COLUMN whenFull TEXT");
    statements.add(
        "CREATE INDEX index_chats_archived_pinned_updatedMs"
            + " ON chats (archived, pinned, updatedMs)");
    statements.add(
        """
        CREATE TABLE messages2 (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
          chatId INTEGER NOT NULL, parentId INTEGER, active INTEGER NOT NULL, role TEXT NOT NULL,
          body TEXT NOT NULL, status TEXT NOT NULL, tokens INTEGER NOT NULL,
          forgottenThroughId INTEGER, failure TEXT, createdMs INTEGER NOT NULL,
          pinned INTEGER NOT NULL, deletedMs INTEGER, cost_finishReason TEXT,
          cost_promptTokens INTEGER, cost_reusedTokens INTEGER, cost_prefillNanos INTEGER,
          cost_decodeNanos INTEGER,
          FOREIGN KEY (chatId) REFERENCES chats (id) ON UPDATE NO ACTION ON DELETE CASCADE)
        """);
    statements.add(
        """
        INSERT INTO messages2 SELECT id, chatId,
          (SELECT before.id FROM messages before WHERE before.chatId = m.chatId
            AND before.position < m.position ORDER BY before.position DESC LIMIT 1),
          1, role, body, status, tokens, forgottenThroughId, failure, createdMs, 0, NULL,
          cost_finishReason, cost_promptTokens, cost_reusedTokens, cost_prefillNanos,
          cost_decodeNanos FROM messages m
        """);
    statements.add("DROP TABLE messages");
    statements.add("ALTER TABLE messages2 RENAME TO messages");
    statements.add("CREATE INDEX index_messages_chatId ON messages (chatId)");
    statements.add("CREATE INDEX index_messages_parentId_chatId ON messages (parentId, chatId)");
    statements.add("CREATE INDEX index_messages_status ON messages (status)");
    statements.add(
        "CREATE VIRTUAL TABLE search USING FTS4(chatId INTEGER NOT NULL, words TEXT NOT NULL,"
            + " tokenize=unicode61, notindexed=`chatId`)");
    statements.add(
        """
        CREATE TABLE defaults (scope TEXT NOT NULL, systemPrompt TEXT NOT NULL, whenFull TEXT,
          sampling_temperature REAL, sampling_topK INTEGER, sampling_topP REAL, sampling_minP REAL,
          sampling_repetitionPenalty REAL, sampling_maxTokens INTEGER, sampling_fixedSeed INTEGER,
          PRIMARY KEY(scope))
        """);
    statements.add(
        """
        CREATE TABLE presets (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name TEXT NOT NULL,
          systemPrompt TEXT NOT NULL, sampling_temperature REAL, sampling_topK INTEGER,
          sampling_topP REAL, sampling_minP REAL, sampling_repetitionPenalty REAL,
          sampling_maxTokens INTEGER, sampling_fixedSeed INTEGER)
        """);
    return statements;
  }

  /** Row by row: a long history need not fit the memory. */
  private static void index(SupportSQLiteDatabase database, String query) {
    try (Cursor rows = database.query(query)) {
      ContentValues row = new ContentValues();
      while (rows.moveToNext()) {
        row.put("rowid", rows.getLong(0));
        row.put("chatId", rows.getLong(1));
        row.put("words", SearchText.indexed(rows.getString(2)));
        database.insert("search", SQLiteDatabase.CONFLICT_REPLACE, row);
      }
    }
  }
}
