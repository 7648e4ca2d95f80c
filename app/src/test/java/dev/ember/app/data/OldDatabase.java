package dev.ember.app.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import android.database.sqlite.SQLiteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** What an older version of the app has left. */
final class OldDatabase {
  private static final String SCHEMAS = "schemas/dev.ember.app.data.EmberDatabase";

  private OldDatabase() {}

  /** A database as Room made it in that version, by what Room exported then. */
  static SQLiteDatabase create(Path file, int version) throws IOException, JSONException {
    byte[] json = Files.readAllBytes(Path.of(SCHEMAS, version + ".json"));
    JSONObject schema = new JSONObject(new String(json, UTF_8)).getJSONObject("database");
    Files.createDirectories(file.getParent());
    SQLiteDatabase database = SQLiteDatabase.openOrCreateDatabase(file.toFile(), null);
    JSONArray entities = schema.getJSONArray("entities");
    for (int i = 0; i < entities.length(); i++) {
      JSONObject entity = entities.getJSONObject(i);
      create(database, entity, entity);
      JSONArray indices = entity.optJSONArray("indices"); // a table for searching has none
      for (int j = 0; indices != null && j < indices.length(); j++) {
        create(database, entity, indices.getJSONObject(j));
      }
    }
    JSONArray queries = schema.getJSONArray("setupQueries");
    for (int i = 0; i < queries.length(); i++) {
      database.execSQL(queries.getString(i));
    }
    database.setVersion(version);
    return database;
  }

  private static void create(SQLiteDatabase database, JSONObject entity, JSONObject part)
      throws JSONException {
    String table = entity.getString("tableName");
    database.execSQL(part.getString("createSql").replace("${TABLE_NAME}", table));
  }
}
