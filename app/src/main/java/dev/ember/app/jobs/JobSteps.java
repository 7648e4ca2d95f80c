package dev.ember.app.jobs;

import java.io.IOException;

/** What a job does. An interface because tests script it. Work thread. */
@FunctionalInterface
public interface JobSteps {

  /**
   * Runs a job to its end: a model in the library.
   *
   * @throws JobControl.Stopped if its user stopped it; what has come is kept
   * @throws dev.ember.app.library.Refusal if it cannot be done
   * @throws IOException if the storage refuses
   */
  void run(JobRecord job, JobControl control) throws IOException;
}
