package dev.ember.app.engine;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Why a phone's GPU is not tried with a model.
 *
 * @param neededBytes the least memory with which it would be; 0 where that is not the reason
 * @param freeBytes that the phone could give; 0 as above
 */
public record GpuObstacle(Reason reason, long neededBytes, long freeBytes) {

  /** Which condition failed. */
  public enum Reason {
    /** The weights have a form that the GPU's runtime does not read. */
    WEIGHTS,
    /** Building the GPU's programs takes more memory than there is. */
    MEMORY
  }

  /**
   * As the contenders have it.
   *
   * @param leastBytes the least free memory with which a GPU is among them; empty if none ever is
   * @return null if a GPU is among those of a phone with so many bytes free
   */
  public static @Nullable GpuObstacle of(OptionalLong leastBytes, long freeBytes) {
    if (!leastBytes.isPresent()) { // Android 8 has no isEmpty
      return new GpuObstacle(Reason.WEIGHTS, 0, 0);
    }
    long needed = leastBytes.getAsLong();
    return needed <= freeBytes ? null : new GpuObstacle(Reason.MEMORY, needed, freeBytes);
  }
}
