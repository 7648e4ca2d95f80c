package dev.ember.converter.training.loop;

import dev.ember.converter.training.model.Batch;
import java.util.List;

/** What a stage learns from. */
public interface BatchSource {

  /**
   * The batches of one optimizer step, whose gradients are summed. The same step always gives the
   * same batches, whatever was asked before: that makes a run resumable.
   */
  List<Batch> batches(int step);
}
