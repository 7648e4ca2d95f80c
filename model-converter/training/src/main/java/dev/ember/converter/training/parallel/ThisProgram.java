package dev.ember.converter.training.parallel;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What this process was started with, to start it once more. A system tells a process its own words
 * up to a page of them, which a class path or the files of a pattern pass: so they are what {@code
 * main} was given, and the class path goes into the environment.
 *
 * @param main the class whose {@code main} was called
 * @param words that it was given
 */
public record ThisProgram(String main, List<String> words) {
  private static final String CLASS_PATH = "CLASSPATH";

  public ThisProgram {
    words = List.copyOf(words);
  }

  /** The same virtual machine with the same flags, class path and words. */
  ProcessBuilder again(Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add(main);
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put(CLASS_PATH, System.getProperty("java.class.path"));
    builder.environment().putAll(environment);
    return builder;
  }
}
