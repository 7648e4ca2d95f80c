package dev.ember.app.library;

import dev.ember.app.data.AnswerCost;
import dev.ember.app.engine.BuiltInModel;
import dev.ember.app.engine.ModelSource;
import dev.ember.inference.Engine;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine's way to the library. A model that was hashed when it came in is not hashed again each
 * time; its structure is checked each time.
 */
public final class LibraryModels implements ModelSource {
  private final BuiltInModel builtIn;
  private final ModelLibrary library;
  private final LoadGuard guard;

  /**
   * @param freeBytes memory that the phone could give
   */
  public LibraryModels(BuiltInModel builtIn, ModelLibrary library, LongSupplier freeBytes) {
    this.builtIn = builtIn;
    this.library = library;
    this.guard = new LoadGuard(library.incoming().resolveSibling("loading"), freeBytes);
  }

  @Override
  public Engine open() throws IOException {
    return open(library.defaultId());
  }

  @Override
  public Engine open(String modelId) throws IOException {
    Path file = library.fileOf(modelId);
    if (file == null) {
      return guard.run(ModelLibrary.BUILT_IN, 0, builtIn::open);
    }
    try (Bundle bundle = Bundle.openInstalled(file)) {
      return guard.run(modelId, bundle.manifest().memoryBytes(), () -> BuiltInModel.open(bundle));
    }
  }

  @Override
  public String modelOf(long chatId) {
    return library.modelOf(chatId);
  }

  @Override
  public void measured(String modelId, AnswerCost cost, int tokens) {
    library.measured(modelId, cost, tokens);
  }

  /** The card of the built-in model. Inference thread: the copy is made here if it is not there. */
  public @Nullable ModelCard builtInCard() {
    try {
      Path file = builtIn.path();
      try (Bundle bundle = Bundle.openInstalled(file)) {
        return ModelCard.of(bundle.manifest(), Files.size(file), "", new ModelCard.Arrival("", 0));
      }
    } catch (IOException unreadable) {
      return null; // the first answer says why
    }
  }

  /** Where a model's bundle lies, the built-in one's too. Not on the main thread. */
  public Path bundleOf(String id) throws IOException {
    Path file = library.fileOf(id);
    return file == null ? builtIn.path() : file;
  }
}
