package dev.ember.app.jobs;

import java.io.IOException;
import java.nio.file.Path;

/** Gets what a job wants from servers. */
interface Downloads {

  /**
   * Gets the one file of a job.
   *
   * @param version where it is kept which version the bytes are of
   * @return the SHA-256 of the file
   */
  String file(JobRecord job, Path file, Path version, JobControl control) throws IOException;

  /** Gets all files of a checkpoint into a folder. */
  void checkpoint(JobRecord job, Path folder, JobControl control) throws IOException;
}
