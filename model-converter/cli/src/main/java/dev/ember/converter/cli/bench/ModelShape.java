package dev.ember.converter.cli.bench;

import java.util.Locale;

/** The dimensions of models that people run, for random weights. All have tied embeddings. */
public enum ModelShape {
  SMOLLM2_135M(576, 30, 9, 3, 1536, 49_152, 8192),
  LLAMA_1B(2048, 16, 32, 8, 8192, 128_256, 131_072);

  private static final int HEAD_SIZE = 64; // of both

  private final int hidden;
  private final int layers;
  private final int heads;
  private final int kvHeads;
  private final int feedForward;
  private final int vocabulary;
  private final int context;

  ModelShape(
      int hidden,
      int layers,
      int heads,
      int kvHeads,
      int feedForward,
      int vocabulary,
      int context) {
    this.hidden = hidden;
    this.layers = layers;
    this.heads = heads;
    this.kvHeads = kvHeads;
    this.feedForward = feedForward;
    this.vocabulary = vocabulary;
    this.context = context;
  }

  int hidden() {
    return hidden;
  }

  int layers() {
    return layers;
  }

  int heads() {
    return heads;
  }

  int kvHeads() {
    return kvHeads;
  }

  int headSize() {
    return HEAD_SIZE;
  }

  int feedForward() {
    return feedForward;
  }

  int vocabulary() {
    return vocabulary;
  }

  int context() {
    return context;
  }

  /** As the command line spells it: {@code smollm2-135m}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
