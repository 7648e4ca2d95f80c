package dev.ember.converter.cli;

import dev.ember.converter.export.parity.ParityException;
import dev.ember.inference.backend.BackendException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a failure in one line; the stack trace only to those who ask for it. */
final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final EmberCommand ember;

  FailureReport(EmberCommand ember) {
    this.ember = ember;
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
    err.println("ember: " + mistake.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(mistake, err)) {
      err.println("Try " + command.getCommandSpec().qualifiedName() + " --help");
    }
    err.flush();
    return ExitCode.USAGE;
  }

  private static String sentence(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof FileSystemException file && file.getReason() == null) {
      return reason(file) + ": " + file.getFile();
    }
    if (failure instanceof CharacterCodingException) {
      return "expected UTF-8 but found other bytes";
    }
    if (failure instanceof IOException
        || failure instanceof BackendException
        || failure instanceof ParityException) {
      return message;
    }
    return "this is a mistake in ember, please report it with the output of --debug: " + failure;
  }

  /** These exceptions say what happened by their type alone. */
  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return "no permission";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "exists already";
    }
    if (failure instanceof NotDirectoryException) {
      return "not a folder";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "folder is not empty";
    }
    return "cannot access";
  }
}
