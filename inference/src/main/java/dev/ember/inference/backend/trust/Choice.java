package dev.ember.inference.backend.trust;

/** What the user wants a model to run on. */
public enum Choice {
  /** The fastest that is trusted. */
  AUTO,
  CPU,
  /** The fastest GPU that is trusted, even where the CPU is faster. */
  GPU
}
