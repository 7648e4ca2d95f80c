package dev.ember.converter.training.breach;

import org.bytedeco.pytorch.StandIn;

/** Stands for the trainer, which is not on this module's class path. */
public final class Trainer {
  private Trainer() {}

  static void attend() {
    StandIn.scaled_dot_product_attention();
  }
}
