package dev.ember.converter.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The trainer's JVM. It is a child because libtorch reads two variables of the environment when it
 * loads, and a JVM cannot set its own; without them a busy machine trains 5 to 10 times slower.
 */
final class TrainerProcess {
  /** The file in which the launcher has the class path written. */
  static final String CLASSPATH_PROPERTY = "ember.training.classpath";

  private static final String MAIN_CLASS = "dev.ember.converter.training.TrainerMain";

  /** Idle OpenMP threads sleep, and OpenBLAS does not start threads beside them. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("OMP_WAIT_POLICY", "PASSIVE", "OPENBLAS_NUM_THREADS", "1");

  /** From this version on Java warns of what JavaCPP does with memory, unless told not to. */
  private static final int WARNS_OF_UNSAFE = 23;

  private final ProcessBuilder builder;

  private TrainerProcess(ProcessBuilder builder) {
    this.builder = builder;
  }

  /**
   * The trainer with a verb and its arguments, not started yet.
   *
   * @throws IOException if the launcher has not built it
   */
  static TrainerProcess prepare(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-cp", classpath(), MAIN_CLASS));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(ENVIRONMENT);
    return new TrainerProcess(builder);
  }

  ProcessBuilder builder() {
    return builder;
  }

  /**
   * Runs the trainer on this process's terminal; a signal to this process ends the trainer first.
   */
  int runInheriting() throws IOException, InterruptedException {
    Process trainer = builder.inheritIO().start();
    Thread stop = new Thread(() -> stop(trainer), "ember-stop-trainer");
    Runtime.getRuntime().addShutdownHook(stop);
    int exitCode = trainer.waitFor();
    removeUnlessShuttingDown(stop);
    return exitCode;
  }

  private static void stop(Process trainer) {
    trainer.destroy();
    trainer.onExit().join(); // it saves a checkpoint first
  }

  private static void removeUnlessShuttingDown(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs already, and the signal decides the exit code.
    }
  }

  private static String classpath() throws IOException {
    String file = System.getProperty(CLASSPATH_PROPERTY);
    if (file == null || !Files.exists(Path.of(file))) {
      throw new IOException("the trainer is not built: start this command by ./ember");
    }
    return Files.readString(Path.of(file)).strip();
  }
}
