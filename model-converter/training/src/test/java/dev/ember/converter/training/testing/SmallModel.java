package dev.ember.converter.training.testing;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.checkpoint.NewModel;
import dev.ember.converter.training.model.Parameters;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.file.Path;

/** An untrained model of three layers with the tokenizer of {@link SmallTexts}, the same always. */
public final class SmallModel {
  private SmallModel() {}

  /**
   * Writes the model's folder.
   *
   * @param texts the folder of {@link SmallTexts}
   */
  public static void write(Path texts, Path folder) throws IOException {
    DecoderConfig config =
        DecoderConfig.llama(SmallTexts.VOCABULARY, 128)
            .hidden(16)
            .layers(3)
            .heads(4, 2)
            .headSize(4) // 1/sqrt(4) goes in and out of the queries without losing a bit
            .feedForward(32)
            .tied(true)
            .build();
    try (Checkpoint start = NewModel.withTokenizer(texts).with(Parameters.random(config, 3))) {
      start.write(folder);
    }
  }
}
