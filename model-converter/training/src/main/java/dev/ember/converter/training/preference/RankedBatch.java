package dev.ember.converter.training.preference;

import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.objective.RankedPairs;
import java.util.List;

/**
 * The answers to some prompts, ready for a model.
 *
 * @param answers of all prompts, one prompt after another
 * @param pairs which of them are compared
 */
public record RankedBatch(List<AnsweredPrompt> answers, RankedPairs pairs) {
  public RankedBatch {
    answers = List.copyOf(answers);
  }
}
