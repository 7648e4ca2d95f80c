package dev.ember.app.testing;

import dev.ember.app.engine.ModelState;
import dev.ember.app.engine.ModelStudy;
import dev.ember.inference.Engine;

/** Has its model loaded, and takes no step with it. */
public final class IdleStudy implements ModelStudy {
  @Override
  public void step(Engine engine) {}

  @Override
  public void failed(ModelState.Failed failure) {
    throw new AssertionError(failure.detail());
  }
}
