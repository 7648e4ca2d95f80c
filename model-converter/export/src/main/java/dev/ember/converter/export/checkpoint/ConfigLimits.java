package dev.ember.converter.export.checkpoint;

/** The largest dimensions that a bundle can have (docs/BUNDLE.md); any larger is damage. */
final class ConfigLimits {
  static final int VOCABULARY = 1 << 20;
  static final int CONTEXT = 1 << 20;
  static final int WIDTH = 1 << 18; // hidden and feed-forward states, and all heads together
  static final int HEADS = 1 << 10;

  private ConfigLimits() {}
}
