package dev.ember.app;

import android.app.Application;
import android.content.pm.ApplicationInfo;
import android.os.StrictMode;
import androidx.annotation.VisibleForTesting;
import androidx.appcompat.app.AppCompatDelegate;
import dev.ember.app.attach.LeftTexts;
import dev.ember.app.background.MemoryPressure;
import dev.ember.app.background.ParkedJobs;
import dev.ember.app.background.WorkWatch;
import dev.ember.app.backup.Backup;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.Databases;
import dev.ember.app.phone.Phone;
import dev.ember.app.scope.AppScope;
import dev.ember.app.settings.Settings;
import dev.ember.app.theme.WallpaperColors;
import java.util.Random;

/** The process: makes the executors, the database and the engine once, and keeps them. */
public final class EmberApp extends Application implements AppScope.Owner {
  private Databases databases;
  private AppScope scope;
  private Runnable ending = AppScope.Owner.super::endProcess;
  private Phone phone = new Phone(this);

  @Override
  public void onCreate() {
    super.onCreate();
    if ((getApplicationInfo().flags & ApplicationInfo.FLAG_DEBUGGABLE) != 0) {
      watchTheMainThread();
    }
    // What the first window depends on: a small file of preferences, where the app's folders are,
    // and a backup that was read, whose files get their names (MainThreadTest has the list).
    StrictMode.ThreadPolicy policy = StrictMode.allowThreadDiskWrites();
    start();
    StrictMode.setThreadPolicy(policy);
  }

  /** A developer reads in the log what makes a screen wait, or is never closed. */
  private static void watchTheMainThread() {
    StrictMode.setThreadPolicy(
        new StrictMode.ThreadPolicy.Builder()
            .detectDiskReads()
            .detectDiskWrites()
            .detectNetwork()
            .penaltyLog()
            .build());
    StrictMode.setVmPolicy(
        new StrictMode.VmPolicy.Builder()
            .detectLeakedClosableObjects()
            .detectLeakedSqlLiteObjects()
            .penaltyLog()
            .build());
  }

  private void start() {
    Settings settings = Settings.of(this);
    AppExecutors executors = new AppExecutors();
    AppScope.Shelf shelf =
        AppScope.Shelf.of(this, executors, System::currentTimeMillis, phone, settings::processor);
    Backup.takeRestored(
        getDatabasePath("ember.db").toPath(),
        values -> {
          settings.imported(values);
          shelf.library().imported(values);
        });
    AppCompatDelegate.setDefaultNightMode(settings.theme().nightMode());
    WallpaperColors.follow(this, () -> settings.is(Settings.Switch.WALLPAPER_COLORS));
    databases = Databases.open(this, executors);
    scope =
        AppScope.start(
            executors,
            databases,
            new AppScope.Surroundings(
                shelf.models(), System::currentTimeMillis, new Random()::nextLong, phone),
            shelf);
    scope.engine().recordSureness(settings.is(Settings.Switch.SHOW_SURENESS));
    executors.inference().execute(shelf::describeBuiltIn);
    executors.offers().execute(() -> LeftTexts.delete(getCacheDir().toPath()));
    WorkWatch.over(scope.engine(), executors.main(), this);
    WorkWatch.over(shelf.jobs(), executors.main(), this);
    ParkedJobs.watch(shelf.jobs(), executors.main(), this);
  }

  @Override
  public void onTrimMemory(int level) {
    super.onTrimMemory(level);
    MemoryPressure.answer(level, scope);
  }

  @Override
  public AppScope scope() {
    return scope;
  }

  @Override
  public void endProcess() {
    ending.run();
  }

  /** A test's own process goes on where the app's would end. */
  @VisibleForTesting
  public void endsBy(Runnable ending) {
    this.ending = ending;
  }

  /** A test brings its phone along, from the next {@link #onCreate} on. */
  @VisibleForTesting
  public void runsOn(Phone phone) {
    this.phone = phone;
  }

  /** Never called on a phone; ends the threads of a test. */
  @Override
  public void onTerminate() {
    scope.engine().close();
    scope.lab().close();
    scope.executors().inference().execute(this::closeDatabase);
    super.onTerminate();
  }

  /** After the last answer has ended and before the disk thread hears of anything new. */
  private void closeDatabase() {
    AppExecutors executors = scope.executors();
    executors
        .disk()
        .execute(
            () -> {
              databases.close();
              executors.shutdown();
            });
  }
}
