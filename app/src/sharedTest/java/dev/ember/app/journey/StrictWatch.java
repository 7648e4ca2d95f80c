package dev.ember.app.journey;

import android.os.Build;
import android.os.StrictMode;
import android.os.strictmode.Violation;
import androidx.annotation.RequiresApi;
import androidx.test.platform.app.InstrumentationRegistry;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What StrictMode finds in the app while a journey runs: a file or a socket that the main thread
 * waits for, and what is never closed. From Android 9 on, which names it to a listener; before, it
 * is in the log alone. A JVM's files are not Android's: there it finds preferences and databases,
 * and {@code MainThreadTest} the rest.
 */
final class StrictWatch {
  private static final Queue<Throwable> FOUND = new ConcurrentLinkedQueue<>();
  private static volatile int seen; // on the main thread

  private static final String OURS = "dev.ember.";
  private static final String JOURNEYS = StrictWatch.class.getPackage().getName() + ".";

  private StrictWatch() {}

  /** Listens from here on, in place of the process that was before. */
  static void begin() {
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) {
      InstrumentationRegistry.getInstrumentation().runOnMainSync(StrictWatch::listen);
    }
  }

  @RequiresApi(Build.VERSION_CODES.P)
  private static void listen() {
    StrictMode.setThreadPolicy(
        new StrictMode.ThreadPolicy.Builder(StrictMode.getThreadPolicy())
            .penaltyListener(Runnable::run, StrictWatch::found)
            .build());
    StrictMode.setVmPolicy(
        new StrictMode.VmPolicy.Builder(StrictMode.getVmPolicy())
            .penaltyListener(Runnable::run, StrictWatch::found)
            .build());
  }

  @RequiresApi(Build.VERSION_CODES.P)
  private static void found(Violation violation) {
    seen++;
    if (isOfTheApp(violation)) {
      FOUND.add(violation);
    }
  }

  /** How often anything was found, journeys' own doings included. */
  static int seen() {
    return seen;
  }

  /** On a JVM a journey runs on the main thread too, and may wait for a file. */
  static boolean isOfTheApp(Throwable violation) {
    for (StackTraceElement frame : violation.getStackTrace()) {
      if (frame.getClassName().startsWith(OURS)) {
        return !frame.getClassName().startsWith(JOURNEYS);
      }
    }
    return false;
  }

  /**
   * Asks for what was found.
   *
   * @throws AssertionError with the first of it
   */
  static void requireNothing() {
    Throwable first = take();
    if (first != null) {
      throw new AssertionError("expected a main thread that waits for nothing but found", first);
    }
  }

  /** What was found since it was asked last; null if nothing was. */
  static @Nullable Throwable take() {
    Throwable first = FOUND.peek();
    FOUND.clear();
    return first;
  }
}
