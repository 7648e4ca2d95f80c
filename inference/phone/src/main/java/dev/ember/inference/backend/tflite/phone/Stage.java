package dev.ember.inference.backend.tflite.phone;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.Manifest;
import org.jspecify.annotations.Nullable;

/** What a backend is opened for: each stage is a signature, whose weights are uploaded apart. */
public enum Stage {
  /** Reads prompts, many tokens at once. */
  PREFILL,
  /** Writes, a token at a time. */
  DECODE;

  /**
   * The signature for this stage with room for the bundle's whole context; of several the one that
   * takes the most tokens at once.
   *
   * @throws BackendException if the bundle has none
   */
  Manifest.Signature signature(Manifest manifest) {
    Manifest.@Nullable Signature best = null;
    for (Manifest.Signature signature : manifest.signatures()) {
      boolean fits =
          signature.context() == manifest.config().context()
              && (this == DECODE) == (signature.tokens() == 1);
      if (fits && (best == null || signature.tokens() > best.tokens())) {
        best = signature;
      }
    }
    if (best == null) {
      throw new BackendException(
          InterpreterBackend.NAME,
          "opening the graph",
          "expected a signature to " + this + " but found " + manifest.signatures());
    }
    return best;
  }
}
