package dev.ember.app.jobs;

import org.jspecify.annotations.Nullable;

/** A job and, while it runs, how far it is. */
public record JobState(JobRecord job, @Nullable JobProgress progress) {

  /** Whether it has something to do. */
  public boolean active() {
    return job.status() == JobRecord.Status.RUNNING || job.status() == JobRecord.Status.WAITING;
  }
}
