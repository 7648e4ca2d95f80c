package dev.ember.app.models;

import dev.ember.app.engine.ModelState;
import dev.ember.app.jobs.JobState;
import dev.ember.app.library.LibraryState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the models screen shows.
 *
 * @param library null until it has been read
 * @param jobs models on their way in, and refused ones
 * @param inMemory where the one stands that answers
 * @param measuredThreads by a model's id: with how many it was found to be fastest here
 */
public record ModelsState(
    @Nullable LibraryState library,
    List<JobState> jobs,
    ModelState inMemory,
    Map<String, Integer> measuredThreads) {
  static final ModelsState EMPTY =
      new ModelsState(null, List.of(), new ModelState.NotLoaded(), Map.of());

  public ModelsState {
    jobs = List.copyOf(jobs);
    measuredThreads = Map.copyOf(measuredThreads);
  }

  ModelsState withLibrary(LibraryState read) {
    return new ModelsState(read, jobs, inMemory, measuredThreads);
  }

  ModelsState withJobs(List<JobState> all) {
    return new ModelsState(library, all, inMemory, measuredThreads);
  }

  ModelsState withInMemory(ModelState now) {
    return new ModelsState(library, jobs, now, measuredThreads);
  }

  /**
   * @param count null where nothing is measured, or no longer holds
   */
  ModelsState withMeasuredThreads(String id, @Nullable Integer count) {
    Map<String, Integer> others = new HashMap<>(measuredThreads);
    others.remove(id);
    if (count != null) {
      others.put(id, count);
    }
    return new ModelsState(library, jobs, inMemory, others);
  }

  /** A model as it is in memory; null while another one is there, or none. */
  ModelState.@Nullable Ready loaded(String id) {
    return inMemory instanceof ModelState.Ready ready && ready.id().equals(id) ? ready : null;
  }
}
