package dev.ember.converter.training.optim;

import dev.ember.converter.training.model.Parameters;
import java.util.Map;
import java.util.function.Supplier;

/** Moves weights against the gradient that the backward passes since its last step left. */
public interface Optimizer extends AutoCloseable {

  /** What it moves. */
  Parameters parameters();

  /** Steps taken. */
  int steps();

  /**
   * Moves the weights and clears the gradient.
   *
   * @return the norm of the gradient before clipping; where it is not finite, nothing was moved
   */
  double step(double learningRate);

  /** What it remembers between steps, by name, each as long as the flat vector, {@code [N]}. */
  Map<String, Supplier<float[]>> state();

  /**
   * Continues where another of its kind stopped.
   *
   * @param state by the names of {@link #state}
   */
  void restore(int stepsTaken, Map<String, float[]> state);

  @Override
  void close();
}
