package dev.ember.app.engine;

import dev.ember.inference.Engine;
import java.io.IOException;

/** Where the model comes from. An interface because the real one is native. */
@FunctionalInterface
public interface ModelSource {

  /**
   * Loads the model. The caller closes it.
   *
   * @throws dev.ember.inference.bundle.BundleFormatException if the file is damaged
   * @throws IOException if it cannot be written or read
   * @throws dev.ember.inference.backend.BackendException if the runtime refuses it
   */
  Engine open() throws IOException;
}
