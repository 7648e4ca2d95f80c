package dev.ember.app.journey;

import android.content.Context;
import android.os.SystemClock;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.platform.app.InstrumentationRegistry;
import dev.ember.app.EmberApp;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.concurrent.SingleThread;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.phone.Phone;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The app's process under test: how it begins and ends, and when nothing goes on in it. */
final class AppProcess {
  /** Far more than the smallest model needs on the slowest machine that runs these tests. */
  private static final long PATIENCE_S = 120;

  /** So that a call that hangs is over, or left alone, before patience is. */
  private static final long PROOF_S = PATIENCE_S / 2;

  /** The app shows at most 30 states a second. */
  private static final long FRAME_MS = 34;

  /**
   * Frames in a row in which nothing was begun. Longer than any throttle of the screen, so that a
   * state that is still held back is shown before the last of them.
   */
  private static final int CALM_FRAMES = 3;

  /** While a thread works the clock runs no faster than it, or an offer to undo would pass. */
  private static final long BUSY_MS = 1;

  private static final AtomicBoolean ENDED_ITSELF = new AtomicBoolean();
  private static final AtomicBoolean FOUND_OUT = new AtomicBoolean();
  private static final String MODELS = "models";
  private static final String VERDICTS = "verdicts";

  private AppProcess() {}

  /** As if none had ever been taken in, or tried, once the process has ended. */
  static void forgetModels() {
    EmberApp app = app();
    app.getSharedPreferences(MODELS, Context.MODE_PRIVATE).edit().clear().commit();
    delete(new File(app.getNoBackupFilesDir(), MODELS));
    deleteVerdicts();
  }

  /**
   * What a journey's own phone computes with must not be trusted on the real one. The model's
   * thread does it, which alone writes them: a proof may be going on.
   */
  static void forgetVerdicts() {
    on(executors().inference(), Executors.callable(AppProcess::deleteVerdicts));
  }

  private static void deleteVerdicts() {
    delete(verdicts());
  }

  /** What was found out is true of the phone itself, for the next journey too. */
  static void keepVerdicts() {
    on(executors().inference(), Executors.callable(() -> PhoneProofs.keep(verdicts())));
  }

  /**
   * What earlier journeys have kept, before the first process on a phone begins. The first journey
   * finds it out, if that takes no longer than anybody waits here: a user who asks breaks off a
   * proof, and short journeys would all begin one.
   */
  static void bringVerdicts(TestPhone phone) {
    if (phone.isUnproved()) {
      return;
    }
    if (FOUND_OUT.compareAndSet(false, true)) {
      begin(phone);
      try {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PROOF_S);
        on(executors().inference(), () -> prove(() -> System.nanoTime() - deadline > 0));
        keepVerdicts();
      } finally {
        end();
        deleteVerdicts(); // of which not all may be for those that come
      }
    }
    PhoneProofs.bring(verdicts());
  }

  private static boolean prove(BooleanSupplier stopped) throws IOException {
    return app().scope().shelf().models().prove(ModelLibrary.BUILT_IN, stopped);
  }

  private static File verdicts() {
    return new File(app().getNoBackupFilesDir(), VERDICTS);
  }

  private static void delete(File file) {
    File[] inside = file.listFiles();
    if (inside != null) {
      for (File each : inside) {
        delete(each);
      }
    }
    if (file.exists() && !file.delete()) {
      throw new AssertionError("expected to delete " + file);
    }
  }

  /** Whether the app has asked for its end since it began. */
  static boolean hasEndedItself() {
    return ENDED_ITSELF.get();
  }

  /** Makes threads, database and engine, as a new process does on this phone. */
  static void begin(Phone phone) {
    EmberApp app = app();
    ENDED_ITSELF.set(false);
    app.endsBy(() -> ENDED_ITSELF.set(true));
    app.runsOn(phone);
    onMain(app::onCreate);
    StrictWatch.begin();
  }

  /** Closes the database and frees the model, as the end of a process does. */
  static void end() {
    Thread inference = threadOf(executors().inference());
    Thread disk = threadOf(executors().disk());
    onMain(app()::onTerminate);
    join(inference);
    join(disk);
  }

  /** What runs is broken off, and nothing of it is heard of again. */
  static void kill() {
    executors().kill();
    onMain(() -> {}); // what it posted finds no thread any more
  }

  /** The disk does nothing of what it is given from here on until {@code free} is counted down. */
  static void holdDisk(CountDownLatch free) {
    executors()
        .disk()
        .execute(
            () -> {
              try {
                free.await(PATIENCE_S, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts a test", e);
              }
            });
  }

  private static EmberApp app() {
    return ApplicationProvider.getApplicationContext();
  }

  private static AppExecutors executors() {
    return app().scope().executors();
  }

  private static Thread threadOf(SingleThread executor) {
    return on(executor, Thread::currentThread);
  }

  /** Waits until a thread has done a task, after those that it was given before. */
  private static <T> T on(SingleThread executor, Callable<T> step) {
    FutureTask<T> task = new FutureTask<>(step);
    executor.execute(task);
    try {
      return task.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError("expected a thread that works", e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_S));
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a test", e);
    }
    if (thread.isAlive()) {
      throw new AssertionError(
          "expected " + thread.getName() + " to end within " + PATIENCE_S + " s");
    }
  }

  /**
   * Returns once everything that was begun has had its effect: no thread runs or has a task, and
   * the screen has shown what came of it. An answer that is being written is waited for.
   */
  static void settle() {
    long[] seen = {-1};
    int[] calm = {0};
    until(
        () -> "an end of what was begun",
        () -> {
          long given = executors().tasksGiven();
          boolean idle = executors().isIdle() && executors().tasksGiven() == given;
          calm[0] = idle && given == seen[0] ? calm[0] + 1 : 0;
          seen[0] = given;
          return calm[0] >= CALM_FRAMES;
        });
  }

  /**
   * Asks again each frame. The clock of the JVM tests stands still unless it is moved; other
   * threads need real time.
   */
  static void until(Supplier<String> what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("expected " + what.get() + " within " + PATIENCE_S + " s");
      }
      boolean busy = !executors().isIdle();
      SystemClock.sleep(busy ? BUSY_MS : FRAME_MS);
      InstrumentationRegistry.getInstrumentation().waitForIdleSync(); // a state arrives
      if (busy) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BUSY_MS));
      }
    }
  }

  private static void onMain(Runnable task) {
    InstrumentationRegistry.getInstrumentation().runOnMainSync(task);
  }
}
