package dev.ember.converter.training.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.TrainerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.rules.ExternalResource;

/** Trainers as processes of their own; none outlives its test. */
final class TrainerJvms extends ExternalResource {
  /** For two JVMs to load libtorch and train a little, on a busy machine. */
  static final long PATIENCE_SECONDS = 120;

  private final List<Process> processes = new ArrayList<>();

  /**
   * Starts one.
   *
   * @param said where its output goes
   * @param environment beside that of this process
   */
  Process start(Path said, Map<String, String> environment, List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add(TrainerMain.class.getName());
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    // In the environment: a system tells a process its own words only up to so many.
    builder.environment().put("CLASSPATH", classpath());
    builder.environment().putAll(environment);
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  /** Waits for a process to have written so many lines. */
  void awaitLines(Path file, int count, Process writer, Path said)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(file) || Files.readAllLines(file).size() < count) {
      assertThat(writer.isAlive()).as(Files.readString(said)).isTrue();
      assertThat(System.nanoTime()).as("steps in time").isLessThan(deadline);
      writer.waitFor(50, TimeUnit.MILLISECONDS); // a pause that the writer's end cuts short
    }
  }

  /** That of this test, which surefire may have put into a manifest. */
  private static String classpath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  @Override
  protected void after() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
