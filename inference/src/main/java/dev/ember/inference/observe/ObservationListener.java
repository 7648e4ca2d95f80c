package dev.ember.inference.observe;

/** Hears how far an observation is, on the thread that makes it, and may end it. */
public interface ObservationListener {
  /** Hears nothing and ends nothing. */
  ObservationListener NONE = (done, layers) -> true;

  /**
   * {@code done} of {@code layers} are done; all of them again and again while a lens is read.
   *
   * @return whether to go on
   */
  boolean onLayer(int done, int layers);
}
