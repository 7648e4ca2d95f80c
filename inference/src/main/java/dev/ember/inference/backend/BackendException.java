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
}
