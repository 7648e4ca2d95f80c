package dev.ember.converter.training.loop;

import java.util.List;
import java.util.Map;

/** What a stage minimizes. */
public interface Objective {

  /**
   * The shares of one optimizer step. The same step always gives the same, whatever was asked
   * before: that makes a run resumable.
   */
  List<Share> step(int step);

  /**
   * What it is judged by on data that it never trains on, by name; the first is shown while it
   * runs. Names go into the log as they are: {@code heldOutLoss}.
   */
  Map<String, Double> judge();

  /** What the last step measured beside its loss, by name: {@code accuracy}, {@code kl}. */
  default Map<String, Double> measures() {
    return Map.of();
  }
}
