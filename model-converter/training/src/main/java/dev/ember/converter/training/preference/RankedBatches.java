package dev.ember.converter.training.preference;

import dev.ember.converter.training.encode.AnswerEncoder;
import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.loop.StepSeed;
import dev.ember.converter.training.objective.RankedPairs;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws prompts with their answers; the draws of a step hang on its number alone. */
public final class RankedBatches {
  /** Draws in a row that may be too long before the window is at fault. */
  private static final int PATIENCE = 1000;

  /** Prompts whose answers pass through the model at once. */
  private static final int PROMPTS_AT_ONCE = 4;

  private final Preferences preferences;
  private final AnswerEncoder encoder;
  private final int context;
  private final int promptsOfStep;
  private final long seed;

  /**
   * @param context the most tokens of a prompt with an answer; longer ones are not drawn
   * @param promptsOfStep how many prompts a step learns from
   */
  public RankedBatches(
      Preferences preferences, AnswerEncoder encoder, int context, int promptsOfStep, long seed) {
    this.preferences = preferences;
    this.encoder = encoder;
    this.context = context;
    this.promptsOfStep = promptsOfStep;
    this.seed = seed;
  }

  /** The batches of a step, each small enough to pass through the model at once. */
  public List<RankedBatch> step(int step) {
    SplittableRandom random = StepSeed.random(seed, "preferences", step);
    List<RankedAnswers> drawn = new ArrayList<>();
    while (drawn.size() < promptsOfStep) {
      drawn.add(fitting(random));
    }
    return batches(drawn);
  }

  /** One draw of everything that is held out. */
  public List<RankedBatch> heldOut() {
    return batches(preferences.heldOutAnswers(this::fits));
  }

  private RankedAnswers fitting(SplittableRandom random) {
    for (int tries = 0; tries < PATIENCE; tries++) {
      RankedAnswers answers = preferences.draw(random);
      if (fits(answers)) {
        return answers;
      }
    }
    throw new IllegalArgumentException(
        "expected prompts that fit with their answers into " + context + " tokens but found none");
  }

  private boolean fits(RankedAnswers answers) {
    return answers.answers().stream()
        .allMatch(
            answer -> encoder.answered(answers.prompt(), answer.text()).tokens().length <= context);
  }

  private List<RankedBatch> batches(List<RankedAnswers> all) {
    List<RankedBatch> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += PROMPTS_AT_ONCE) {
      batches.add(batch(all.subList(from, Math.min(all.size(), from + PROMPTS_AT_ONCE))));
    }
    return batches;
  }

  private RankedBatch batch(List<RankedAnswers> some) {
    List<AnsweredPrompt> encoded = new ArrayList<>();
    for (RankedAnswers answers : some) {
      for (RankedAnswers.Answer answer : answers.answers()) {
        encoded.add(encoder.answered(answers.prompt(), answer.text()));
      }
    }
    return new RankedBatch(
        encoded, RankedPairs.of(some.stream().map(RankedAnswers::ranks).toList()));
  }
}
