package dev.ember.app.jobs;

import org.jspecify.annotations.Nullable;

/**
 * A job and, while it runs, how far it is.
 *
 * @param parked whether it waits until Android gives it time again: {@link Jobs#park}
 */
public record JobState(JobRecord job, @Nullable JobProgress progress, boolean parked) {

  /** Of one that is not parked. */
  public JobState(JobRecord job, @Nullable JobProgress progress) {
    this(job, progress, false);
  }

  /** Whether it needs the processor: a job that rests does not, nor one in line behind that. */
  public boolean works() {
    return progress != null && progress.pause() == JobProgress.Pause.NONE;
  }

  /** Whether it has something to do, and may do it. */
  public boolean active() {
    if (parked) {
      return false;
    }
    return job.status() == JobRecord.Status.RUNNING || job.status() == JobRecord.Status.WAITING;
  }
}
