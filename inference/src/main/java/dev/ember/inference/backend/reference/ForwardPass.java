package dev.ember.inference.backend.reference;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Rotary;
import dev.ember.inference.model.TensorName;
import java.util.ArrayList;
import java.util.List;

/**
 * A few tokens through the decoder, from the embedding to the logits. The letters of the shapes are
 * those of {@link dev.ember.inference.model}.
 */
final class ForwardPass {
  private final DecoderConfig config;
  private final Parts.Tensors tensors;
  private final List<Rotation> rotations = new ArrayList<>(); // one for each table
  private final List<DecoderLayer> layers = new ArrayList<>(); // L
  private final Norm finalNorm;
  private final Linear unembedding;

  private final float[] x; // [T, E], the residual stream
  private final float[] last; // [E]

  /**
   * @param tokens the largest T
   */
  ForwardPass(DecoderConfig config, Parts.Tensors tensors, LinearInputs inputs, int tokens) {
    this.config = config;
    this.tensors = tensors;
    for (Rotary rotary : config.attention().rotaries()) {
      rotations.add(new Rotation(rotary, config.context(), tokens));
    }
    Parts parts = new Parts(config, tensors, inputs);
    Scratch scratch = new Scratch(config, tokens);
    for (int i = 0; i < config.layers(); i++) {
      Rotation rotation = rotations.get(config.attention().kind(i).rotary());
      layers.add(new DecoderLayer(i, config, parts, rotation, scratch));
    }
    finalNorm = parts.norm(TensorName.FINAL_NORM);
    unembedding = parts.linear(TensorName.UNEMBEDDING, config.vocabulary(), false);
    x = new float[tokens * config.hidden()];
    last = new float[config.hidden()];
  }

  /**
   * Reads {@code tokens[from .. from + count)} at the cache's next positions and appends their keys
   * and values.
   */
  void read(int[] tokens, int from, int count, ReferenceKvCache cache) {
    int position = cache.length();
    cache.reserve(count);
    for (Rotation rotation : rotations) {
      rotation.moveTo(position, count);
    }
    for (int t = 0; t < count; t++) {
      embed(tokens[from + t], position + t, t * config.hidden());
    }
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).apply(x, count, position, cache.layer(i));
    }
    System.arraycopy(x, (count - 1) * config.hidden(), last, 0, config.hidden());
    cache.append(count);
  }

  /** Turns the stream of the last token that was read into logits, {@code [V]}. */
  void unembed(float[] logits) {
    finalNorm.apply(last, 0, last);
    unembedding.apply(last, 1, logits);
  }

  /** A row of the table, scaled, and the row of its position where positions are learned. */
  private void embed(int token, int position, int at) {
    float[] row = tensors.row(TensorName.EMBEDDING, token); // [E]
    for (int i = 0; i < config.hidden(); i++) {
      x[at + i] = row[i] * config.embeddings().scale();
    }
    if (config.embeddings().learnedPositions()) {
      float[] place = tensors.row(TensorName.POSITION_EMBEDDING, position); // [E]
      for (int i = 0; i < config.hidden(); i++) {
        x[at + i] += place[i];
      }
    }
  }
}
