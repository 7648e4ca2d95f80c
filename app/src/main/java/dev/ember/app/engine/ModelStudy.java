package dev.ember.app.engine;

import dev.ember.inference.Engine;

/**
 * Something done with a loaded model that is no answer, in steps so short that a chat hardly waits.
 * Inference thread.
 */
public interface ModelStudy {

  /**
   * One step.
   *
   * @param engine another one than the last time if a chat needed another model in between; not to
   *     be used after the step
   */
  void step(Engine engine);

  /** The model does not load. */
  void failed(ModelState.Failed failure);
}
