package dev.ember.converter.cli;

import dev.ember.converter.cli.inspect.FactSheet;
import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.converter.cli.option.EngineSource;
import dev.ember.converter.cli.source.SourceBackends;
import dev.ember.converter.cli.source.SourceEngines;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceFormat;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.PackedWeights;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.LoadPlan;
import dev.ember.inference.bundle.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens bundles, checked byte by byte, and models that could be imported, on the backend that the
 * user names.
 */
final class ModelEngines implements EngineSource {
  private final LongSupplier freeBytes;
  private final Consumer<String> notes;

  /** On this machine. */
  ModelEngines() {
    this(new FreeMemory(Path.of("/proc/meminfo"))::bytes, System.err::println);
  }

  /**
   * @param freeBytes of memory, asked before a model is loaded
   * @param notes get a sentence where a model is loaded in part
   */
  ModelEngines(LongSupplier freeBytes, Consumer<String> notes) {
    this.freeBytes = freeBytes;
    this.notes = notes;
  }

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

  private Backend backend(Bundle bundle, BackendArguments arguments) {
    Manifest.@Nullable Variant variant = arguments.variant(bundle.manifest());
    return switch (arguments.backend()) {
      case TFLITE ->
          variant == null
              ? TfliteBackend.open(
                  bundle, arguments.threads(), PackedWeights.ON_DISK, plan(bundle.manifest()))
              : TfliteBackend.open(bundle, variant, arguments.threads());
      case REFERENCE -> new ReferenceBackend(bundle);
    };
  }

  private LoadPlan plan(Manifest manifest) {
    long free = freeBytes.getAsLong();
    LoadPlan plan = LoadPlan.fitting(manifest, free);
    if (plan.neededBytes() > free) {
      throw new BackendException(
          manifest.name(),
          "loading the model",
          String.format(
              Locale.ROOT,
              "expected %s of free memory for %d tokens of context, the least that it can be"
                  + " loaded with, but found %s",
              FactSheet.megabytes(plan.neededBytes()),
              plan.context(),
              FactSheet.megabytes(free)));
    }
    if (!plan.isWhole(manifest)) {
      notes.accept("ember: " + plan.sentence(manifest));
    }
    return plan;
  }
}
