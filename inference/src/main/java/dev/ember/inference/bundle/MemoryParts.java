package dev.ember.inference.bundle;

/**
 * What a loaded model takes, part by part, in bytes.
 *
 * @param packedWeights the weights as the kernels read them, once for all signatures
 * @param signatures tables and nodes that each open signature keeps for itself
 * @param working the scores that a prefill of each open context holds at once
 * @param cache keys and values of one full context
 * @param runtime the natives, Java's heap, buffers of inputs and outputs
 */
public record MemoryParts(
    long packedWeights, long signatures, long working, long cache, long runtime) {

  public long total() {
    return packedWeights + signatures + working + cache + runtime;
  }
}
