package dev.ember.app.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that Android gave no more time, in the order in which they were asked for, and how far they
 * were: the one that ran, and those in line behind it, which had not begun.
 *
 * <h2>Threading model</h2>
 *
 * Main thread.
 */
final class Parking {
  private final Map<String, JobState> parked = new LinkedHashMap<>();

  /**
   * Takes a job in.
   *
   * @param last how far it was; null if it was in line
   */
  void take(JobRecord job, @Nullable JobProgress last) {
    JobProgress stands = last;
    if (last != null && last.pause() == JobProgress.Pause.NONE) {
      stands = last.resting(JobProgress.Pause.NO_TIME);
    }
    parked.put(job.id(), new JobState(job, stands, true));
  }

  /** How far a job was; null if it is not here. */
  @Nullable JobState of(String id) {
    return parked.get(id);
  }

  boolean has(String id) {
    return parked.containsKey(id);
  }

  void leave(String id) {
    parked.remove(id);
  }

  List<String> all() {
    return List.copyOf(parked.keySet());
  }

  /** Those that waited for such a network, and with one of them all that were in line. */
  List<String> waitingForNetwork(boolean unmetered) {
    List<String> waiting = new ArrayList<>();
    boolean found = false;
    for (JobState state : parked.values()) {
      JobProgress last = state.progress();
      boolean waits =
          last != null && last.waitsForNetwork() && (unmetered || !state.job().unmeteredOnly());
      found |= waits;
      if (waits || last == null) {
        waiting.add(state.job().id());
      }
    }
    return found ? waiting : List.of();
  }
}
