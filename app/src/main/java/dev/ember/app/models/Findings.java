package dev.ember.app.models;

import dev.ember.app.library.GpuStanding;
import org.jspecify.annotations.Nullable;

/**
 * What trials on this phone have found out about a model.
 *
 * @param threads with how many it is fastest; null where that is not measured, or no longer holds
 * @param gpu null where nobody could look it up
 * @param checking whether a check goes on that was asked for
 */
record Findings(@Nullable Integer threads, @Nullable GpuStanding gpu, boolean checking) {
  static final Findings NONE = new Findings(null, null, false);

  Findings whileChecking(boolean now) {
    return new Findings(threads, gpu, now);
  }
}
