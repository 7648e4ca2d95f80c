package dev.ember.app.inside.stages;

import dev.ember.app.inside.lab.OpenModel;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model that may be a stage of another.
 *
 * @param name of the model
 * @param file its bundle; null for the model that is open anyway
 */
record Stage(String name, StageFacts facts, DecoderConfig config, @Nullable Path file) {
  static Stage of(OpenModel model, @Nullable Path file) throws IOException {
    StageFacts facts = StageFacts.of(model.manifest().provenance(), model.texts());
    return new Stage(model.manifest().name(), facts, model.config(), file);
  }

  /** Whether it is the model that is open anyway. */
  boolean isOpen() {
    return file == null;
  }
}
