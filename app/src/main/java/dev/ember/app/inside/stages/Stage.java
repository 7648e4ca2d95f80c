package dev.ember.app.inside.stages;

import dev.ember.app.inside.lab.OpenModel;
import dev.ember.inference.bundle.Manifest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model that may be a stage of another.
 *
 * @param name of the model
 * @param weights how many it has
 * @param file its bundle; null for the model that is open anyway
 */
record Stage(String name, StageFacts facts, long weights, @Nullable Path file) {
  static Stage of(OpenModel model, @Nullable Path file) {
    long weights = 0;
    for (Manifest.TensorEntry tensor : model.manifest().tensors()) {
      weights += (long) tensor.rows() * tensor.columns();
    }
    StageFacts facts = StageFacts.of(model.manifest().provenance());
    return new Stage(model.manifest().name(), facts, weights, file);
  }
}
