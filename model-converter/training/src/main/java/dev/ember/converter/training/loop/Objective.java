package dev.ember.converter.training.loop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

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

  /**
   * The same, given up where it is told to stop meanwhile: what is held out may take minutes.
   *
   * @return empty if it was given up
   */
  default Optional<Map<String, Double>> judge(BooleanSupplier stop) {
    return Optional.of(judge());
  }

  /** What the last step measured beside its loss, by name: {@code accuracy}, {@code kl}. */
  default Map<String, Double> measures() {
    return Map.of();
  }

  /**
   * Whether a run may stop before a step and go on from its checkpoint as if it had not. Where it
   * may not, the loop goes on to the next step before which it may.
   */
  default boolean mayStopBefore(int step) {
    return true;
  }

  /**
   * Why the stage shall end before its steps are over, in words; null to go on. Asked behind {@link
   * #step}, whose shares then are not computed: no weight moves any more, and a run that is resumed
   * has ended too, so it belongs to the {@link #state}.
   */
  default @Nullable String endsEarly() {
    return null;
  }

  /** What it remembers between steps beside the weights, by name; a checkpoint keeps it. */
  default Map<String, Double> state() {
    return Map.of();
  }

  /** Goes on with what another of its kind remembered. */
  default void restore(Map<String, Double> state) {}
}
