package dev.ember.inference.backend.trust;

import dev.ember.inference.bundle.Bundle;
import java.util.List;

/**
 * The ways to run a model that a device may have. An interface because the real ones are native.
 */
@FunctionalInterface
public interface Contenders {

  /**
   * For a bundle; the first that opens is what it runs on until others are proved, so those of the
   * CPU come first.
   */
  List<Contender> of(Bundle bundle);

  /**
   * Numbers of the CPU's threads that are worth trying, ascending; what {@link #of} gives runs with
   * the last of them.
   */
  default List<Integer> threadCounts() {
    return List.of();
  }

  /**
   * Whether there is the memory to put one of the CPU to the test, where that is more than the open
   * model gives back.
   */
  default boolean hasRoomFor(Bundle bundle, Contender cpu) {
    return true;
  }

  /** Whether there is the memory for all of a model once more beside the open one. */
  default boolean hasRoomForTwo(Bundle bundle) {
    return true;
  }

  /**
   * The same with so many threads of the CPU.
   *
   * @param threads at least 1: one of {@link #threadCounts}, or what a user wants
   */
  default Contenders withThreads(int threads) {
    return this;
  }

  /**
   * Lets go of what was kept on the disk to open a bundle faster the next time, in other ways than
   * these.
   *
   * @param kept of those that {@link #of} gives; none where the bundle is not opened again
   */
  default void keepOnly(Bundle bundle, List<Contender> kept) {}
}
