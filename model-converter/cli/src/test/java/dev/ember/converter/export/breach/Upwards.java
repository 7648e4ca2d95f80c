package dev.ember.converter.export.breach;

import dev.ember.inference.breach.Noise;

/** Uses what uses it: a cycle of packages. */
public final class Upwards {
  static Class<?> below() {
    return Noise.class;
  }
}
