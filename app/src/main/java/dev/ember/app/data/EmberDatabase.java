package dev.ember.app.data;

import android.content.Context;
import androidx.room.Database;
import androidx.room.Room;
import androidx.room.RoomDatabase;
import dev.ember.app.concurrent.AppExecutors;

/**
 * The database file. Its schema is exported to {@code app/schemas}, one file a version; a change
 * comes with a new version, a migration and a test of it. There is no destructive fallback.
 */
@Database(
    entities = {
      ChatEntity.class,
      MessageEntity.class,
      SearchEntity.class,
      StaleIndexEntity.class,
      DefaultsEntity.class,
      PresetEntity.class,
      ChoiceEntity.class,
      TraceEntity.class,
      EditEntity.class,
      AttachmentEntity.class
    },
    version = EmberDatabase.VERSION)
public abstract class EmberDatabase extends RoomDatabase {
  /** Of the schema: the newest that this app can open. */
  public static final int VERSION = 9;

  private static final String FILE_NAME = "ember.db";

  /** Opens lazily, at the first query. Queries on the main thread throw. */
  public static EmberDatabase open(Context context, AppExecutors executors) {
    return Room.databaseBuilder(context, EmberDatabase.class, FILE_NAME)
        .openHelperFactory(new KeepingOpenHelperFactory())
        .addMigrations(
            Migrations.FROM_1_TO_2,
            Migrations.FROM_2_TO_3,
            Migrations.FROM_3_TO_4,
            Migrations.FROM_4_TO_5,
            Migrations.FROM_5_TO_6,
            Migrations.FROM_6_TO_7,
            Migrations.FROM_7_TO_8,
            Migrations.FROM_8_TO_9)
        .setQueryExecutor(executors.disk())
        .setTransactionExecutor(executors.disk())
        .build();
  }

  /** Nothing of it is ever written to a file. Queries on the main thread throw. */
  static EmberDatabase inMemory(Context context, AppExecutors executors) {
    return Room.inMemoryDatabaseBuilder(context, EmberDatabase.class)
        .setQueryExecutor(executors.disk())
        .setTransactionExecutor(executors.disk())
        .build();
  }

  abstract ChatDao chats();

  abstract MessageDao messages();

  abstract SearchDao search();

  abstract SettingsDao settings();

  abstract ChoiceDao choices();

  abstract TraceDao traces();

  abstract EditDao edits();

  abstract AttachmentDao attachments();
}
