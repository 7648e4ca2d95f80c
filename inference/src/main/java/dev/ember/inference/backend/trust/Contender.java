package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import java.util.function.Supplier;

/**
 * A way to run one model.
 *
 * @param id stays the same from one start to the next
 * @param kind what its user calls it
 * @param rounds whether it computes in less than 32 bits: it must earn that
 * @param opening loads the model; throws {@link dev.ember.inference.backend.BackendException} if
 *     that cannot be done here, and {@link NoRoomException} if only the memory is missing
 */
public record Contender(String id, Kind kind, boolean rounds, Supplier<Backend> opening) {

  /** What computes. */
  public enum Kind {
    /**
     * As every chat does that has nothing else. So a process that ended during its proof was more
     * likely swiped away, or took too much memory for once; no way past it is better.
     */
    CPU(3),
    /** The whole decoder, or only the reading of prompts. */
    GPU(1);

    private final int deaths;

    Kind(int deaths) {
      this.deaths = deaths;
    }

    /** So many processes in a row, and it is to blame. */
    int deathsToBlame() {
      return deaths;
    }
  }
}
