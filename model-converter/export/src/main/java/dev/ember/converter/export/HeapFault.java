package dev.ember.converter.export;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** That the heap of the tool's Java virtual machine is full, and how to give it a larger one. */
public final class HeapFault {
  /** What the launcher takes flags of the virtual machine from, for itself and for the trainer. */
  public static final String FLAGS = "EMBER_JAVA_OPTS";

  /** Buffers outside of the heap may take as much as the heap, so that the same flag is theirs. */
  private static final Pattern HEAP =
      Pattern.compile("Java heap space|GC overhead limit|direct buffer memory");

  private static final int MIB = 1 << 20;
  private static final int GIB = 1 << 30;

  private HeapFault() {}

  /** What to say of a failure; null unless the heap was full. */
  public static @Nullable String sentence(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError
          && HEAP.matcher(String.valueOf(cause.getMessage())).find()) {
        return sentence(Runtime.getRuntime().maxMemory());
      }
    }
    return null;
  }

  /** The advice for a heap of at most so many bytes: twice of them. */
  static String sentence(long bytes) {
    return "expected room in the Java heap but found all of its "
        + bytes / MIB
        + " MiB full; "
        + FLAGS
        + "=-Xmx"
        + (2 * bytes + GIB - 1) / GIB
        + "g gives it more";
  }
}
