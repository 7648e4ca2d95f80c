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
 * whether it holds, as at each of its starts. What is trusted is handed on, and of what there is no
 * library for, as there is none for a GPU on a JVM, that there is none. What went wrong, once on a
 * busy machine maybe, is to be found anew, and all else with it. A journey that asks for {@link
 * TestPhone#unproved} is not given any, so that proofs beside what a user does stay in the tests.
 */
final class PhoneProofs {
  private static final Map<String, byte[]> KEPT = new ConcurrentHashMap<>();
  private static final String PROOF = ".json";

  /** How a trial ended, and why. */
  private static final Pattern VERDICT =
      Pattern.compile(
          "\"outcome\":\\s*\"(\\w+)\",\\s*\"detail\":\\s*\"((?:[^\"\\\\]++|\\\\.)*+)\"");

  private static final String DEATHS = "\"deaths\"";
  private static final String NO_LIBRARY = UnsatisfiedLinkError.class.getName();

  private PhoneProofs() {}

  /** Keeps what is found for the first time. */
  static void keep(File folder) {
    File[] files = folder.listFiles((in, name) -> name.endsWith(PROOF));
    if (files != null) {
      for (File file : files) {
        byte[] known = bytes(file.toPath());
        if (isForGood(new String(known, UTF_8))) {
          KEPT.putIfAbsent(file.getName(), known);
        }
      }
    }
  }

  private static boolean isForGood(String known) {
    boolean trust = false;
    Matcher verdicts = VERDICT.matcher(known);
    while (verdicts.find()) {
      Outcome outcome = Outcome.valueOf(verdicts.group(1));
      boolean noLibrary = outcome == Outcome.FAILED && verdicts.group(2).contains(NO_LIBRARY);
      if (outcome != Outcome.TRUSTED && !noLibrary) {
        return false;
      }
      trust |= outcome == Outcome.TRUSTED;
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
