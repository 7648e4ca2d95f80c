package dev.ember.converter.training;

import dev.ember.converter.export.HeapFault;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * That a step did not fit into memory, and which options make it smaller; or that the Java heap is
 * full, where texts are and tensors are not, so that those options would not help.
 */
final class MemoryFault {
  /** libtorch throws a plain RuntimeException; on Windows its words are the second ones. */
  private static final Pattern LIBTORCH =
      Pattern.compile("can't allocate memory|not enough memory|std::bad_alloc|CUDA out of memory");

  private static final Pattern WANTED = Pattern.compile("tried to allocate ([0-9]+) bytes");

  private static final List<String> SMALLER =
      List.of("--rows", "--length", "--prompts-a-step", "--answers", "--answer-tokens");
  private static final String ACCUMULATE = "--accumulate";

  private MemoryFault() {}

  /** What to say of a failure; null if there was memory enough. */
  static @Nullable String sentence(Throwable failure, CommandSpec command) {
    String heap = HeapFault.sentence(failure);
    if (heap != null) {
      return heap;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof OutOfMemoryError || LIBTORCH.matcher(message).find()) {
        return sentence(message, command);
      }
    }
    return null;
  }

  private static String sentence(String message, CommandSpec command) {
    Matcher wanted = WANTED.matcher(message);
    StringBuilder text = new StringBuilder("expected memory enough for a step but found none left");
    if (wanted.find()) {
      text.append(" for ").append(wanted.group(1)).append(" bytes more");
    }
    List<String> smaller =
        SMALLER.stream().filter(option -> command.findOption(option) != null).toList();
    if (!smaller.isEmpty()) {
      text.append("; less of ").append(String.join(", ", smaller)).append(" needs less");
    }
    if (command.findOption(ACCUMULATE) != null) {
      text.append(", and more of ").append(ACCUMULATE).append(" makes up for it");
    }
    return text.toString();
  }
}
