package dev.ember.app.jobs;

import dev.ember.app.concurrent.AppExecutors;
import java.io.IOException;

/**
 * Has the files of jobs written and deleted on the threads that they belong to. A full disk may
 * refuse that, and then a job is repeated at most.
 */
final class JobFiles {
  private final JobFolder folder;
  private final AppExecutors executors;

  JobFiles(JobFolder folder, AppExecutors executors) {
    this.folder = folder;
    this.executors = executors;
  }

  void save(JobRecord job) {
    executors.disk().execute(() -> attempt(() -> folder.write(job)));
  }

  /**
   * Of a job that nobody wants any more. Its record goes behind what was given to be written, so
   * that no next process begins it; the files when the work has let go of them, which may have
   * other jobs to do before.
   */
  void forget(String id) {
    executors
        .disk()
        .execute(
            () -> {
              attempt(() -> folder.forgetRecord(id));
              executors.work().execute(() -> attempt(() -> folder.forgetContents(id)));
            });
  }

  /** A run has come to its good end: all goes at once, behind what was given to be written. */
  void done(String id) {
    executors.disk().execute(() -> attempt(() -> folder.delete(id)));
  }

  /** A run has ended, whichever way, and the process is alive. Work thread. */
  void end(String id) {
    attempt(() -> folder.end(id));
  }

  private static void attempt(FileStep step) {
    try {
      step.run();
    } catch (IOException refused) {
      return;
    }
  }

  @FunctionalInterface
  private interface FileStep {
    void run() throws IOException;
  }
}
