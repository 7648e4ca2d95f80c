package dev.ember.app.engine;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;

/** Loads models: on the CPU alone, or on what has been proved. */
@FunctionalInterface
public interface BackendOpening {

  /**
   * Loads a bundle's model. The caller closes it.
   *
   * @throws IOException if what is known of this phone cannot be read
   * @throws dev.ember.inference.backend.BackendException if no runtime takes it
   */
  Backend open(Bundle bundle) throws IOException;
}
