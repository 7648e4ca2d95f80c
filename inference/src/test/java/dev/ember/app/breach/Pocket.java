package dev.ember.app.breach;

import dev.ember.converter.training.breach.Trainer;

/** A class of the app that takes the trainer along. */
public final class Pocket {
  static Class<?> trainer() {
    return Trainer.class;
  }
}
