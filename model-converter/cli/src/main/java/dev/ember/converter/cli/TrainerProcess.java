package dev.ember.converter.cli;

import dev.ember.converter.export.HeapFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * The trainer's JVM. It is a child because libtorch and the C library read variables of the
 * environment when they load, and a JVM cannot set its own; without them a busy machine trains 5 to
 * 10 times slower.
 */
final class TrainerProcess {
  /** The file in which the launcher has the class path written. */
  static final String CLASSPATH_PROPERTY = "ember.training.classpath";

  private static final String MAIN_CLASS = "dev.ember.converter.training.TrainerMain";

  /**
   * OpenMP threads spin a moment between two operations and then sleep, and OpenBLAS starts none
   * beside them. One heap of the C library serves all threads: its others are pieces of 64 MiB,
   * between which buffers of a step of tuning, each of another size, leave more free pages than
   * there are used ones. Its memory comes in huge pages: taking small ones anew in each step was a
   * tenth of it. What the caller's environment says goes before all of these.
   */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "OMP_WAIT_POLICY", "PASSIVE",
          "GOMP_SPINCOUNT", "300000",
          "OPENBLAS_NUM_THREADS", "1",
          "MALLOC_ARENA_MAX", "1",
          "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");

  /** What the launcher sets for a chat. A step of training takes large buffers, again and again. */
  private static final String THRESHOLD = "MALLOC_MMAP_THRESHOLD_";

  private static final String THRESHOLD_OF_A_CHAT = "131072";

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
    return prepare(arguments, System.getenv().getOrDefault(HeapFault.FLAGS, ""));
  }

  /** The same with flags for its virtual machine, separated by spaces as the launcher has them. */
  static TrainerProcess prepare(List<String> arguments, String flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    for (StringTokenizer words = new StringTokenizer(flags); words.hasMoreTokens(); ) {
      command.add(words.nextToken());
    }
    command.addAll(List.of("-cp", classpath(), MAIN_CLASS));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    set(builder.environment());
    return new TrainerProcess(builder);
  }

  static void set(Map<String, String> environment) {
    ENVIRONMENT.forEach(environment::putIfAbsent);
    environment.remove(THRESHOLD, THRESHOLD_OF_A_CHAT);
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
