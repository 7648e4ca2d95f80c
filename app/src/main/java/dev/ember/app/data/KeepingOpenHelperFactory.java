package dev.ember.app.data;

import androidx.sqlite.db.SupportSQLiteDatabase;
import androidx.sqlite.db.SupportSQLiteOpenHelper;
import androidx.sqlite.db.framework.FrameworkSQLiteOpenHelperFactory;

/**
 * Opens databases as Android does, except that a damaged file stays where it is. Android's own
 * answer to damage is to delete the file, with every chat that might still be read from it.
 */
final class KeepingOpenHelperFactory implements SupportSQLiteOpenHelper.Factory {
  private final SupportSQLiteOpenHelper.Factory android = new FrameworkSQLiteOpenHelperFactory();

  @Override
  public SupportSQLiteOpenHelper create(SupportSQLiteOpenHelper.Configuration configuration) {
    return android.create(
        SupportSQLiteOpenHelper.Configuration.builder(configuration.context)
            .name(configuration.name)
            .noBackupDirectory(configuration.useNoBackupDirectory)
            .callback(new KeepingCallback(configuration.callback))
            .build());
  }

  private static final class KeepingCallback extends SupportSQLiteOpenHelper.Callback {
    private final SupportSQLiteOpenHelper.Callback room;

    KeepingCallback(SupportSQLiteOpenHelper.Callback room) {
      super(room.version);
      this.room = room;
    }

    /** The query that met the damage throws; nothing else happens. */
    @Override
    public void onCorruption(SupportSQLiteDatabase database) {}

    @Override
    public void onConfigure(SupportSQLiteDatabase database) {
      room.onConfigure(database);
    }

    @Override
    public void onCreate(SupportSQLiteDatabase database) {
      room.onCreate(database);
    }

    @Override
    public void onUpgrade(SupportSQLiteDatabase database, int oldVersion, int newVersion) {
      room.onUpgrade(database, oldVersion, newVersion);
    }

    @Override
    public void onDowngrade(SupportSQLiteDatabase database, int oldVersion, int newVersion) {
      room.onDowngrade(database, oldVersion, newVersion);
    }

    /**
     * A question is promised to be on the disk before anything else happens, and a battery may end
     * at any time: each transaction waits for the disk. With a log that is written ahead many
     * phones would only hand it to the kernel ({@code NORMAL}), which keeps the file whole and may
     * lose the last words.
     */
    @Override
    public void onOpen(SupportSQLiteDatabase database) {
      database.execSQL("PRAGMA synchronous = FULL");
      room.onOpen(database);
    }
  }
}
