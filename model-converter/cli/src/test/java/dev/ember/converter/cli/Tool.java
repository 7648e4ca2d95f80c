package dev.ember.converter.cli;

import dev.ember.converter.cli.option.EngineSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Runs a command line in process, as the launcher runs it in one of its own. */
final class Tool {
  private static final EngineSource NO_ENGINE =
      (model, backend) -> {
        throw new IOException("no engine in this test");
      };

  private final EngineSource engines;
  private final Path home;
  private byte[] input = {};
  private Map<String, String> environment = Map.of();

  private Tool(EngineSource engines, Path home) {
    this.engines = engines;
    this.home = home;
  }

  /** A tool whose commands open no model. */
  static Tool withoutEngine() {
    return new Tool(NO_ENGINE, Path.of("."));
  }

  static Tool withEngine(EngineSource engines) {
    return new Tool(engines, Path.of("."));
  }

  /** A tool that opens models, in the checkout {@code home}. */
  static Tool with(EngineSource engines, Path home) {
    return new Tool(engines, home);
  }

  /** A tool in the checkout {@code home}. */
  static Tool at(Path home) {
    return new Tool(NO_ENGINE, home);
  }

  /** The tool as picocli has it, to look at without running it. */
  static CommandLine commandLine() {
    return EmberCommand.commandLine(
        new EmberCommand(new ByteArrayInputStream(new byte[0]), NO_ENGINE, Path.of(".")));
  }

  Tool input(String text) {
    return input(text.getBytes(StandardCharsets.UTF_8));
  }

  Tool input(byte[] bytes) {
    input = bytes;
    return this;
  }

  Tool environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  /** Runs {@code command} with further arguments. */
  Run run(List<String> command, String... more) {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of(more));
    return run(arguments.toArray(new String[0]));
  }

  Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine tool =
        EmberCommand.commandLine(
            new EmberCommand(new ByteArrayInputStream(input), engines, home, environment));
    tool.setOut(new PrintWriter(out));
    tool.setErr(new PrintWriter(err));
    int exitCode = tool.execute(arguments);
    tool.getOut().flush();
    tool.getErr().flush();
    return new Run(exitCode, out.toString(), err.toString());
  }

  /** How a run ended. */
  record Run(int exitCode, String out, String err) {}
}
