package dev.ember.converter.cli;

import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.converter.cli.option.EngineSource;
import dev.ember.converter.cli.source.SourceBackends;
import dev.ember.converter.cli.source.SourceEngines;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceFormat;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.PackedWeights;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Opens bundles, checked byte by byte, and models that could be imported, on the backend that the
 * user names.
 */
final class ModelEngines implements EngineSource {

  @Override
  public Engine open(Path model, BackendArguments arguments) throws IOException {
    if (SourceFormat.of(model) != SourceFormat.EMBER_BUNDLE) {
      try (ModelSource source = ModelSources.open(model)) {
        return SourceEngines.open(source, arguments);
      }
    }
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

  @Override
  public Backend openBackend(Path model, BackendArguments arguments) throws IOException {
    if (SourceFormat.of(model) != SourceFormat.EMBER_BUNDLE) {
      try (ModelSource source = ModelSources.open(model)) {
        return SourceBackends.open(source, arguments);
      }
    }
    try (Bundle bundle = Bundle.open(model)) {
      return backend(bundle, arguments);
    }
  }

  private static Backend backend(Bundle bundle, BackendArguments arguments) {
    Manifest.@Nullable Variant variant = arguments.variant(bundle.manifest());
    return switch (arguments.backend()) {
      case TFLITE ->
          variant == null
              ? TfliteBackend.open(bundle, arguments.threads(), PackedWeights.ON_DISK)
              : TfliteBackend.open(bundle, variant, arguments.threads());
      case REFERENCE -> new ReferenceBackend(bundle);
    };
  }
}
