package dev.ember.converter.cli;

import dev.ember.converter.export.HeapFault;
import dev.ember.converter.export.parity.ParityException;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.file.FileFault;
import dev.ember.inference.tokenizer.TokenizerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a failure in one line; the stack trace only to those who ask for it. */
final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final EmberCommand ember;

  FailureReport(EmberCommand ember) {
    this.ember = ember;
  }

  /** Runs a command; that memory is short is told too, and picocli lets errors pass. */
  static int run(ParseResult arguments) {
    try {
      return new CommandLine.RunLast().execute(arguments);
    } catch (OutOfMemoryError e) {
      List<CommandLine> commands = arguments.asCommandLineList();
      throw new ExecutionException(
          commands.get(commands.size() - 1), String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    PrintWriter err = command.getErr();
    err.println("ember: " + sentence(failure));
    if (ember.debug()) {
      failure.printStackTrace(err);
    }
    err.flush();
    return ExitCode.SOFTWARE;
  }

  @Override
  public int handleParseException(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("ember: " + sentence(mistake, arguments));
    err.println("Try " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.USAGE;
  }

  private static String sentence(ParameterException mistake, String[] arguments) {
    if (mistake instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched.getUnmatched().get(0), unmatched.getCommandLine());
    }
    if (mistake instanceof MissingParameterException missing) {
      for (String argument : arguments) {
        // A required option that is there, but spelled wrong, is more than missing.
        if (isOption(argument) && nearest(argument, names(missing.getMissing())).isPresent()) {
          return unknown(argument, missing.getCommandLine());
        }
      }
    }
    return String.valueOf(mistake.getMessage());
  }

  /** An option, a command, or a word too many. */
  private static String unknown(String argument, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (isOption(argument)) {
      return "'" + argument + "' is no option" + meant(argument, spec.optionsMap().keySet());
    }
    return spec.subcommands().isEmpty()
        ? "'" + argument + "' is one argument too many"
        : "'" + argument + "' is no command" + meant(argument, spec.subcommands().keySet());
  }

  private static String meant(String typed, Collection<String> words) {
    return nearest(typed, words).map(word -> "; did you mean " + word + "?").orElse("");
  }

  private static Optional<String> nearest(String typed, Collection<String> words) {
    return words.contains(name(typed)) ? Optional.empty() : NearestWord.to(name(typed), words);
  }

  private static List<String> names(List<ArgSpec> options) {
    List<String> names = new ArrayList<>();
    for (ArgSpec option : options) {
      if (option instanceof OptionSpec named) {
        names.addAll(List.of(named.names()));
      }
    }
    return names;
  }

  private static boolean isOption(String argument) {
    return argument.startsWith("-") && argument.length() > 1;
  }

  /** {@code --prompt} of {@code --prompt=Hello}. */
  private static String name(String argument) {
    return argument.split("=", 2)[0];
  }

  private static String sentence(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    String heap = HeapFault.sentence(failure);
    if (heap != null) {
      return heap;
    }
    if (failure instanceof ExecutionException && failure.getCause() instanceof OutOfMemoryError) {
      return "expected memory enough but found none left: " + message;
    }
    if (failure instanceof FileSystemException file && file.getReason() == null) {
      return FileFault.of(file) + ": " + file.getFile();
    }
    if (failure instanceof CharacterCodingException) {
      return "expected UTF-8 but found other bytes";
    }
    if (failure instanceof IOException
        || failure instanceof BackendException
        || failure instanceof ParityException
        || failure instanceof TokenizerException) {
      return message;
    }
    return "this is a mistake in ember, please report it with the output of --debug: " + failure;
  }
}
