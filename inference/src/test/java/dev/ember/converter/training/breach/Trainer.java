package dev.ember.converter.training.breach;

/** Stands for the trainer, which is not on this module's class path. */
public final class Trainer {
  private Trainer() {}
}
