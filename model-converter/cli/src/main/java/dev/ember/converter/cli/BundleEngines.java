package dev.ember.converter.cli;

import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.converter.cli.option.EngineSource;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;

/** Opens bundles, checked byte by byte, on the backend that the user names. */
final class BundleEngines implements EngineSource {

  @Override
  public Engine open(Path model, BackendArguments arguments) throws IOException {
    try (Bundle bundle = Bundle.open(model)) {
      Backend backend = backend(bundle, arguments);
      try {
        return Engine.open(bundle, backend);
      } catch (IOException | RuntimeException failure) {
        backend.close();
        throw failure;
      }
    }
  }

  private static Backend backend(Bundle bundle, BackendArguments arguments) {
    return switch (arguments.backend()) {
      case TFLITE -> TfliteBackend.open(bundle, arguments.threads());
      case REFERENCE -> new ReferenceBackend(bundle);
    };
  }
}
