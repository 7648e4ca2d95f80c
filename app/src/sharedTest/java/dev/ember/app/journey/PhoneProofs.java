package dev.ember.app.journey;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an earlier journey found out of the phone that it ran on, so that the next need not find it
 * out again: a proof takes as long as all else that a short journey lets a model do. The app looks
 * whether it holds, as at each of its starts.
 */
final class PhoneProofs {
  private static final Map<String, byte[]> KEPT = new ConcurrentHashMap<>();
  private static final String PROOF = ".json";

  private PhoneProofs() {}

  /** Keeps what is known for the first time. */
  static void keep(File folder) {
    File[] files = folder.listFiles((in, name) -> name.endsWith(PROOF));
    if (files != null) {
      for (File file : files) {
        KEPT.computeIfAbsent(file.getName(), name -> bytes(file.toPath()));
      }
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError("expected to read " + file, e);
    }
  }

  static void bring(File folder) {
    try {
      Files.createDirectories(folder.toPath());
      for (Map.Entry<String, byte[]> each : KEPT.entrySet()) {
        Files.write(folder.toPath().resolve(each.getKey()), each.getValue());
      }
    } catch (IOException e) {
      throw new AssertionError("expected to write to " + folder, e);
    }
  }
}
