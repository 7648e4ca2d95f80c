package dev.ember.inference.observe;

import dev.ember.inference.backend.reference.LayerObserver;

/**
 * How long the residual stream is behind each layer, and how much each block of it has added, as
 * Euclidean norms of the vectors of each position. Where a block adds little, it has little to say.
 */
public final class LayerNorms {
  /** The stream, and the two blocks. */
  static final int KINDS = 3;

  private final int tokens; // T
  private final float[][] stream; // L x [T]
  private final float[][] attention; // L x [T]
  private final float[][] feedForward; // L x [T]

  LayerNorms(int layers, int tokens) {
    this.tokens = tokens;
    stream = new float[layers][tokens];
    attention = new float[layers][tokens];
    feedForward = new float[layers][tokens];
  }

  /** L. */
  public int layers() {
    return stream.length;
  }

  /** T. */
  public int tokens() {
    return tokens;
  }

  /** Of the residual stream behind a layer. */
  public float stream(int layer, int position) {
    return stream[layer][position];
  }

  /** Of what a block of a layer has added. */
  public float contribution(LayerObserver.Block block, int layer, int position) {
    return of(block)[layer][position];
  }

  void setContributions(LayerObserver.Block block, int layer, float[] added) {
    setNorms(of(block)[layer], added);
  }

  void setStream(int layer, int position, float[] vector) {
    stream[layer][position] = norm(vector, 0, vector.length);
  }

  private float[][] of(LayerObserver.Block block) {
    return switch (block) {
      case ATTENTION -> attention;
      case FEED_FORWARD -> feedForward;
    };
  }

  private static void setNorms(float[] norms, float[] vectors) {
    int size = vectors.length / norms.length;
    for (int t = 0; t < norms.length; t++) {
      norms[t] = norm(vectors, t * size, size);
    }
  }

  private static float norm(float[] values, int from, int size) {
    double squares = 0;
    for (int i = from; i < from + size; i++) {
      squares += (double) values[i] * values[i];
    }
    return (float) Math.sqrt(squares);
  }
}
