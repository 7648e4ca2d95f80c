package dev.ember.app.journey;

import dev.ember.app.EmberApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * What StrictMode says on a phone, on a JVM: Java's flight recorder names each read and write of a
 * file or a socket with its stack, and this finds those that the app made on the main thread.
 *
 * <p>It has no event for a look at a file that opens none, as whether there is one. Those are seen
 * by a guard that Java asks whether the program may look; it lets everything pass. JVMs newer than
 * 17 have none.
 *
 * <p>Android's own code reads files of the JVM too, in ways of Robolectric's; hence a read counts
 * only where the first caller outside the class library is the app or a library that it ships.
 */
final class MainThreadIo implements AutoCloseable {
  private static final List<String> EVENTS =
      List.of(
          "jdk.FileRead", "jdk.FileWrite", "jdk.FileForce", "jdk.SocketRead", "jdk.SocketWrite");

  private static final List<String> CLASS_LIBRARY =
      List.of("java.", "javax.", "jdk.", "sun.", "kotlin.", "okio.");

  private static final List<String> SHIPPED =
      List.of("dev.ember.", "androidx.", "com.google.android.", "io.noties.", "okhttp3.");

  private static final List<String> TESTS =
      List.of(
          "dev.ember.app.journey.",
          "dev.ember.app.testing.",
          "androidx.test.",
          "com.google.android.apps.common.testing.");

  private static final String LOADING = "loadClass";

  /** Of the application: there is no window yet, and StrictMode is told to let it be. */
  private static final String STARTING = "start";

  private static final String LOOK = "a look at a file";
  private static final int LAST_WITH_A_GUARD = 17;

  private final Recording recording = new Recording();
  private final Set<String> looks = new TreeSet<>();
  private final Set<String> looksAtTheStart = new TreeSet<>();
  private final Thread main = Thread.currentThread();
  private final String mainThread = main.getName();

  /** Begins to listen; the caller is on the main thread. */
  MainThreadIo() {
    for (String event : EVENTS) {
      recording.enable(event).withThreshold(Duration.ZERO).withStackTrace();
    }
    recording.start();
    if (seesLooks()) {
      guardBy(new Guard());
    }
  }

  /** Whether this JVM asks a guard. */
  static boolean seesLooks() {
    return Runtime.version().feature() <= LAST_WITH_A_GUARD;
  }

  @SuppressWarnings("removal") // of JVMs that are newer than those that get here
  private static void guardBy(@Nullable SecurityManager guard) {
    System.setSecurityManager(guard);
  }

  /** Notes who looks at a file on the main thread, and lets everything pass. */
  @SuppressWarnings("removal")
  private final class Guard extends SecurityManager {
    private boolean noting;

    @Override
    public void checkPermission(Permission permission) {}

    @Override
    public void checkPermission(Permission permission, Object context) {}

    @Override
    public void checkRead(String file) {
      note();
    }

    @Override
    public void checkWrite(String file) {
      note();
    }

    @Override
    public void checkDelete(String file) {
      note();
    }

    private void note() {
      if (Thread.currentThread() == main && !noting) {
        noting = true; // what notes may itself have a class loaded from a file
        Doing doing = new Doing();
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
          if (!isOfThisClass(frame)) {
            doing.passes(frame.getClassName(), frame.getMethodName());
          }
        }
        doing.addTo(doing.starting ? looksAtTheStart : looks, LOOK);
        noting = false;
      }
    }

    private static boolean isOfThisClass(StackTraceElement frame) {
      return frame.getClassName().startsWith(MainThreadIo.class.getName());
    }
  }

  /** Each place in the app's code that has read or written since, and how it came there. */
  Set<String> places() throws IOException {
    return places(looks, false);
  }

  /** The same, of what the application did while it started. */
  Set<String> placesAtTheStart() throws IOException {
    return places(looksAtTheStart, true);
  }

  private Set<String> places(Set<String> seen, boolean starting) throws IOException {
    Path file = Files.createTempFile("main-thread", ".jfr");
    try {
      recording.dump(file);
      Set<String> places = new TreeSet<>(seen);
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        if (isMain(event)) {
          Doing doing = doing(event);
          if (doing.starting == starting) {
            doing.addTo(places, event.getEventType().getName());
          }
        }
      }
      return places;
    } finally {
      Files.delete(file);
    }
  }

  private boolean isMain(RecordedEvent event) {
    return event.getThread() != null
        && mainThread.equals(event.getThread().getJavaName())
        && event.getStackTrace() != null;
  }

  private static Doing doing(RecordedEvent event) {
    Doing doing = new Doing();
    for (RecordedFrame frame : event.getStackTrace().getFrames()) {
      doing.passes(frame.getMethod().getType().getName(), frame.getMethod().getName());
    }
    return doing;
  }

  /** Whose doing something was, by the frames of its stack from the innermost outwards. */
  private static final class Doing {
    private boolean known;
    private boolean starting;
    private @Nullable String place; // in the app, if it was the app's

    void passes(String type, String method) {
      if (method.equals(LOADING)) {
        known = true; // of a class, from a JAR, by whoever needs it: a phone has its code mapped
      }
      starting |= type.equals(EmberApp.class.getName()) && method.equals(STARTING);
      if (known || isIn(type, CLASS_LIBRARY)) {
        return;
      }
      known = true;
      place = isIn(type, SHIPPED) && !isIn(type, TESTS) ? type + "." + method : null;
    }

    void addTo(Set<String> places, String event) {
      if (place != null) {
        places.add(event + " in " + place);
      }
    }
  }

  private static boolean isIn(String type, List<String> packages) {
    return packages.stream().anyMatch(type::startsWith);
  }

  @Override
  public void close() {
    if (seesLooks()) {
      guardBy(null);
    }
    recording.close();
  }
}
