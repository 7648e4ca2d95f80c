package dev.ember.app.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.inference.backend.trust.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an earlier journey found out of the phone that it ran on, so that the next need not find it
 * out again: a proof takes as long as all else that a short journey lets a model do. The app looks
 * whether it holds, as at each of its starts. Only trust is handed on: what went wrong once, on a
 * busy machine maybe, is to be found anew. A journey that asks for {@link TestPhone#unproved} is
 * not given any, so that proofs beside what a user does stay in the tests.
 */
final class PhoneProofs {
  private static final Map<String, byte[]> KEPT = new ConcurrentHashMap<>();
  private static final String PROOF = ".json";
  private static final Pattern VERDICT = Pattern.compile("\"outcome\":\\s*\"(\\w+)\"");
  private static final String DEATHS = "\"deaths\"";

  private PhoneProofs() {}

  /** Keeps what is trusted for the first time. */
  static void keep(File folder) {
    File[] files = folder.listFiles((in, name) -> name.endsWith(PROOF));
    if (files != null) {
      for (File file : files) {
        byte[] known = bytes(file.toPath());
        if (saysTrustAlone(new String(known, UTF_8))) {
          KEPT.putIfAbsent(file.getName(), known);
        }
      }
    }
  }

  private static boolean saysTrustAlone(String known) {
    boolean trust = false;
    Matcher verdicts = VERDICT.matcher(known);
    while (verdicts.find()) {
      if (!Outcome.TRUSTED.name().equals(verdicts.group(1))) {
        return false;
      }
      trust = true;
    }
    return trust && !known.contains(DEATHS);
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
