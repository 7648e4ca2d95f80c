package dev.ember.app.engine;

import dev.ember.inference.backend.trust.Contender;
import dev.ember.inference.backend.trust.Contenders;
import dev.ember.inference.bundle.Bundle;
import java.util.function.LongFunction;
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
   * As the contenders have it, which are asked for phones with more memory.
   *
   * @param contenders of a phone with so many bytes free
   * @return null if a GPU is among those of this phone
   */
  public static @Nullable GpuObstacle of(
      LongFunction<Contenders> contenders, Bundle bundle, long freeBytes) {
    if (hasGpu(contenders, bundle, freeBytes)) {
      return null;
    }
    if (!hasGpu(contenders, bundle, Long.MAX_VALUE)) {
      return new GpuObstacle(Reason.WEIGHTS, 0, 0);
    }
    long few = freeBytes;
    long enough = Long.MAX_VALUE;
    while (enough - few > 1) {
      long middle = few + (enough - few) / 2;
      if (hasGpu(contenders, bundle, middle)) {
        enough = middle;
      } else {
        few = middle;
      }
    }
    return new GpuObstacle(Reason.MEMORY, enough, freeBytes);
  }

  private static boolean hasGpu(LongFunction<Contenders> contenders, Bundle bundle, long free) {
    return contenders.apply(free).of(bundle).stream()
        .anyMatch(contender -> contender.kind() == Contender.Kind.GPU);
  }
}
