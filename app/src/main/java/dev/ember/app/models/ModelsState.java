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
 * @param findings by a model's id, as far as they have been looked up
 */
public record ModelsState(
    @Nullable LibraryState library,
    List<JobState> jobs,
    ModelState inMemory,
    Map<String, Findings> findings) {
  static final ModelsState EMPTY =
      new ModelsState(null, List.of(), new ModelState.NotLoaded(), Map.of());

  public ModelsState {
    jobs = List.copyOf(jobs);
    findings = Map.copyOf(findings);
  }

  ModelsState withLibrary(LibraryState read) {
    return new ModelsState(read, jobs, inMemory, findings);
  }

  ModelsState withJobs(List<JobState> all) {
    return new ModelsState(library, all, inMemory, findings);
  }

  ModelsState withInMemory(ModelState now) {
    return new ModelsState(library, jobs, now, findings);
  }

  ModelsState withFindings(String id, Findings found) {
    Map<String, Findings> all = new HashMap<>(findings);
    all.put(id, found);
    return new ModelsState(library, jobs, inMemory, all);
  }

  /** What is known of a model; nothing before it was looked up. */
  Findings of(String id) {
    return findings.getOrDefault(id, Findings.NONE);
  }

  /** A model as it is in memory; null while another one is there, or none. */
  ModelState.@Nullable Ready loaded(String id) {
    return inMemory instanceof ModelState.Ready ready && ready.id().equals(id) ? ready : null;
  }
}
