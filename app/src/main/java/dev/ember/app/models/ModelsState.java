package dev.ember.app.models;

import dev.ember.app.jobs.JobState;
import dev.ember.app.library.LibraryState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the models screen shows.
 *
 * @param library null until it has been read
 * @param jobs models on their way in, and refused ones
 */
public record ModelsState(@Nullable LibraryState library, List<JobState> jobs) {
  static final ModelsState EMPTY = new ModelsState(null, List.of());

  public ModelsState {
    jobs = List.copyOf(jobs);
  }
}
