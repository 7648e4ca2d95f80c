package dev.ember.converter.export.breach;

import dev.ember.app.breach.Pocket;
import dev.ember.inference.breach.Noise;

/** Uses what uses it, a cycle of packages, and what stands above it. */
public final class Upwards {
  static Class<?> below() {
    return Noise.class;
  }

  static Class<?> pocket() {
    return Pocket.class;
  }
}
