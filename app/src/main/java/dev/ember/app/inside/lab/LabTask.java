package dev.ember.app.inside.lab;

import java.io.IOException;

/**
 * One look inside a model. Inside thread.
 *
 * @param <R> what comes out; not to change any more
 */
@FunctionalInterface
public interface LabTask<R> {

  /** Bytes of memory that it takes at most, beside the mapped file. */
  default long bytes(OpenModel model) throws IOException {
    return 0;
  }

  /**
   * Looks.
   *
   * @param progress to be told of every step, none longer than a second on a phone
   * @throws LabRefusal if it cannot be done with this model
   * @throws java.util.concurrent.CancellationException of {@code progress}, let through
   * @throws IOException if the bundle cannot be read
   */
  R run(OpenModel model, LabProgress progress) throws IOException, LabRefusal;
}
