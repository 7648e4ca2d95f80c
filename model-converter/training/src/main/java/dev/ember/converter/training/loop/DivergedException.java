package dev.ember.converter.training.loop;

/** A loss or a gradient is no number any more; the step was not taken. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DivergedException(String what, double found, int step, String stage) {
    super(
        String.format(
            "expected a finite %s at step %d of %s but found %s; no weight moved and what was saved"
                + " stays; a smaller --rate with --fresh may help",
            what, step, stage, found));
  }
}
