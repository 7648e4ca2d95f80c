package dev.ember.app.inside.step;

import dev.ember.app.engine.ModelState.Failed;
import dev.ember.app.inside.why.Explained;
import dev.ember.inference.sample.SamplingOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text that grows token by token, or two beside each other that only their seeds tell apart.
 *
 * @param runs one or two
 * @param shown the index of the run whose candidates are shown
 * @param fault why it failed; null if it did not
 */
record StepState(
    Phase phase,
    List<Run> runs,
    int shown,
    SamplingOptions settings,
    Play play,
    @Nullable Failed fault) {

  StepState {
    runs = List.copyOf(runs);
  }

  /** What the model does. */
  enum Phase {
    EMPTY,
    READING,
    READY,
    FAILED
  }

  /** Whether the texts grow by themselves, and how fast. */
  record Play(boolean on, Pace pace) {}

  /** What became of a text. */
  enum End {
    OPEN,
    ENDED,
    TOO_LONG
  }

  /**
   * One text.
   *
   * @param chips its last tokens
   * @param before how many tokens stand before those that were put behind; 0 until they are counted
   * @param next what may come and what the dice say; null while that is not known
   */
  record Run(
      long seed,
      StepText grown,
      List<StepChip> chips,
      int before,
      End end,
      @Nullable Explained next) {

    Run {
      chips = List.copyOf(chips);
    }

    /** How many tokens of the text are not among the chips. */
    int unshown() {
      return tokens() - chips.size();
    }

    /** How many tokens there are in all. */
    int tokens() {
      return before + grown.tokens().size();
    }
  }

  /** The run whose candidates are shown. */
  Run shownRun() {
    return runs.get(shown);
  }

  /** Whether any text can take another token now, or what failed can be tried again. */
  boolean canGoOn() {
    return phase == Phase.FAILED
        || (phase == Phase.READY && runs.stream().anyMatch(run -> run.end() == End.OPEN));
  }

  /** How many tokens the reader's own text has. */
  int before() {
    return runs.get(0).before();
  }

  /** Whether neither of two texts is further on than the other. */
  boolean isLevel() {
    StepText first = runs.get(0).grown();
    return runs.stream().allMatch(run -> run.grown().isAsLongAs(first));
  }

  /** The index of the token behind the reader's own text at which two runs part; null if none. */
  @Nullable Integer parting() {
    return runs.size() < 2 ? null : runs.get(0).grown().partsFrom(runs.get(1).grown());
  }
}
