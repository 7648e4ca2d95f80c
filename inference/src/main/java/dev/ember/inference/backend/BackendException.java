package dev.ember.inference.backend;

/** The runtime's fault: says which backend and which operation failed, and how. */
public final class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BackendException(String backend, String operation, String detail) {
    super(backend + ": " + operation + " failed: " + detail);
  }

  public BackendException(String backend, String operation, Throwable cause) {
    super(backend + ": " + operation + " failed: " + cause.getMessage(), cause);
  }

  /** An operation for which there is not the memory now. */
  public static BackendException outOfMemory(
      String backend, String operation, OutOfMemoryError shortage) {
    BackendException failure =
        new BackendException(backend, operation, "there is not enough memory for it");
    failure.initCause(shortage);
    return failure;
  }

  /** Whether nothing is wrong but that memory is short. */
  public boolean isOutOfMemory() {
    return getCause() instanceof OutOfMemoryError;
  }
}
