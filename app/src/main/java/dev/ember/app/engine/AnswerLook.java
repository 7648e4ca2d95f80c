package dev.ember.app.engine;

import dev.ember.inference.Conversation;
import dev.ember.inference.Engine;
import java.util.function.BooleanSupplier;

/**
 * A look at what a chat's model has written, with the very conversation that wrote it: what its
 * cache still holds is not read again, and the logits are those of the answer. Short: a chat that
 * asks meanwhile waits for it. Inference thread.
 */
public interface AnswerLook {

  /**
   * What can be looked at.
   *
   * @param modelId the app's id of the model that is loaded
   * @param chatWaits whether somebody asks; ask it between chunks and stop if so
   */
  record Sight(
      Engine engine, Conversation conversation, String modelId, BooleanSupplier chatWaits) {}

  void look(Sight sight);

  /** The model does not load. */
  void failed(ModelState.Failed failure);
}
