package dev.ember.inference.backend.reference;

import dev.ember.inference.model.DecoderConfig;

/** What a layer computes on its way, reused by all layers. */
final class Scratch {
  final float[] normed; // [T, E]
  final float[] qkv; // [T, (H + 2K) * D]
  final float[] scores; // [C], of one head
  final float[] mixed; // [K * D], of one head
  final float[] attended; // [T, H * D]
  final float[] gateUp; // [T, 2F], or [T, F] without a gate
  final float[] gated; // [T, F]
  final float[] projected; // [T, E], what a block adds to the stream

  /**
   * @param tokens the largest T
   */
  Scratch(DecoderConfig config, int tokens) {
    normed = new float[tokens * config.hidden()];
    qkv = new float[tokens * config.qkvRows()];
    scores = new float[config.context()];
    mixed = new float[config.kvSize()];
    attended = new float[tokens * config.attentionSize()];
    gateUp = new float[tokens * config.gateUpRows()];
    gated = new float[tokens * config.feedForward()];
    projected = new float[tokens * config.hidden()];
  }
}
