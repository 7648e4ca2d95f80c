package dev.ember.converter.export.checkpoint;

import dev.ember.inference.model.DecoderConfig;

/**
 * A model as its {@code config.json} describes it.
 *
 * @param config what it computes
 * @param tensors where each canonical tensor is stored
 * @param optionalPrefix how the names of {@code tensors} begin, though files of the bare model lack
 *     it; may be empty
 * @param ignored names of stored tensors that no model needs, as a regular expression
 */
record Blueprint(DecoderConfig config, TensorMap tensors, String optionalPrefix, String ignored) {
  /** Frequencies that old converters stored; the configuration gives them anyway. */
  private static final String STRAY_FREQUENCIES = ".*\\.rotary_emb\\.inv_freq";

  /** Of a model that is tied, whatever the file has there. */
  private static final String COPY_OF_EMBEDDING = "|lm_head\\.weight";

  /** The usual form: fixed names, nothing stray but rotary frequencies and a copy when tied. */
  static Blueprint of(DecoderConfig config, TensorMap tensors) {
    String copy = config.tiedEmbeddings() ? COPY_OF_EMBEDDING : "";
    return new Blueprint(config, tensors, "", STRAY_FREQUENCIES + copy);
  }
}
