package dev.ember.converter.export.checkpoint;

import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;

/** A {@code config.json} alone, without the weights that it belongs to. */
public final class HuggingFaceConfig {
  private HuggingFaceConfig() {}

  /**
   * What the model computes.
   *
   * @throws dev.ember.converter.export.source.UnsupportedCheckpointException if Ember does not
   *     compute this model rightly
   * @throws IOException if it is no such file
   */
  public static DecoderConfig parse(String json) throws IOException {
    return Families.read(ConfigFile.parse(json)).config();
  }
}
