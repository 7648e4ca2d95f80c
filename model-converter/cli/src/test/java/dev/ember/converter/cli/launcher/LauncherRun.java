package dev.ember.converter.cli.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A launcher that runs, and what it has printed so far; each stream is less than a pipe holds. */
final class LauncherRun {
  private final Process process;
  private final Printed out;
  private final Printed err;

  LauncherRun(Process process) {
    this.process = process;
    out = new Printed(process.inputReader(StandardCharsets.UTF_8));
    err = new Printed(process.errorReader(StandardCharsets.UTF_8));
  }

  /** Waits until standard output has a line with {@code words}, and returns all up to there. */
  String awaitOut(String words) throws IOException {
    return out.await(words);
  }

  /** The same of standard error. */
  String awaitErr(String words) throws IOException {
    return err.await(words);
  }

  /** Kills the launcher alone, as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Kills the launcher with all that it started. */
  void killAll() throws InterruptedException {
    List<ProcessHandle> started = process.descendants().toList();
    kill();
    started.forEach(ProcessHandle::destroyForcibly);
    started.forEach(each -> each.onExit().join());
  }

  Outcome end() throws IOException, InterruptedException {
    String printed = out.rest();
    String told = err.rest();
    return new Outcome(process.waitFor(), printed, told);
  }

  /** How a run ended. */
  record Outcome(int exitCode, String out, String err) {}

  private static final class Printed {
    private final BufferedReader reader;
    private final StringBuilder text = new StringBuilder();

    Printed(BufferedReader reader) {
      this.reader = reader;
    }

    String await(String words) throws IOException {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        text.append(line).append('\n');
        if (line.contains(words)) {
          return text.toString();
        }
      }
      throw new AssertionError("expected \"" + words + "\" but found: " + text);
    }

    String rest() throws IOException {
      reader.lines().forEach(line -> text.append(line).append('\n'));
      return text.toString();
    }
  }
}
