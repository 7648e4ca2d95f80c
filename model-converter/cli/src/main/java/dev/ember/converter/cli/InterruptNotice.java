package dev.ember.converter.cli;

import java.io.PrintWriter;

/** Tells who interrupts an import that nothing is lost. */
final class InterruptNotice implements AutoCloseable {
  private final Thread hook;

  private InterruptNotice(Thread hook) {
    this.hook = hook;
  }

  /** Speaks if the program is ended before this is closed. */
  static InterruptNotice on(PrintWriter err) {
    Thread hook =
        new Thread(
            () -> {
              err.println();
              err.println("ember: stopped; the same command goes on from here");
              err.flush();
            },
            "ember-interrupt-notice");
    Runtime.getRuntime().addShutdownHook(hook);
    return new InterruptNotice(hook);
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
