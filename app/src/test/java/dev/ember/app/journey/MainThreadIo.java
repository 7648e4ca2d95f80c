package dev.ember.app.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * What StrictMode says on a phone, on a JVM: Java's flight recorder names each read and write of a
 * file or a socket with its stack, and this finds those that the app made on the main thread.
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
      List.of("dev.ember.app.journey.", "dev.ember.app.testing.", "androidx.test.");

  private static final String LOADING = "loadClass";

  private final Recording recording = new Recording();
  private final String mainThread;

  /** Begins to listen; the caller is on the main thread. */
  MainThreadIo() {
    mainThread = Thread.currentThread().getName();
    for (String event : EVENTS) {
      recording.enable(event).withThreshold(Duration.ZERO).withStackTrace();
    }
    recording.start();
  }

  /** Each place in the app's code that has read or written since, and how it came there. */
  Set<String> places() throws IOException {
    Path file = Files.createTempFile("main-thread", ".jfr");
    try {
      recording.dump(file);
      Set<String> places = new TreeSet<>();
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        if (isMain(event)) {
          addPlace(event, places);
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

  private static void addPlace(RecordedEvent event, Set<String> places) {
    for (RecordedFrame frame : event.getStackTrace().getFrames()) {
      if (frame.getMethod().getName().equals(LOADING)) {
        return; // of a class, from a JAR, by whoever needs it first: a phone has its code mapped
      }
      String type = frame.getMethod().getType().getName();
      if (isIn(type, CLASS_LIBRARY)) {
        continue;
      }
      if (isIn(type, SHIPPED) && !isIn(type, TESTS)) {
        String method = frame.getMethod().getName();
        places.add(event.getEventType().getName() + " in " + type + "." + method);
      }
      return;
    }
  }

  private static boolean isIn(String type, List<String> packages) {
    return packages.stream().anyMatch(type::startsWith);
  }

  @Override
  public void close() {
    recording.close();
  }
}
