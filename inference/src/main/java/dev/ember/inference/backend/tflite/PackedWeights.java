package dev.ember.inference.backend.tflite;

/** Where the weights lie in the form that XNNPACK multiplies with; all signatures share them. */
public enum PackedWeights {

  /** In memory, packed anew at each opening: for a bundle that is opened once, or is small. */
  IN_MEMORY,

  /**
   * In a file beside the bundle, which the next opening only maps. Its name holds what it was made
   * from, a seal beside it its checksum; a file that is stale or damaged is made anew. A small
   * model, a full disk and a folder that cannot be written to fall back to {@link #IN_MEMORY}.
   * Whoever deletes the bundle calls {@link WeightCache#delete}.
   */
  ON_DISK
}
