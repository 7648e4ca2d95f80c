package dev.ember.app.jobs;

import dev.ember.app.library.Refusal;
import java.nio.file.Path;

/**
 * Of the flavour without a network. Nothing in it asks for a download, but the other flavour, which
 * it may be installed over, has left some.
 */
final class NoDownloads implements Downloads {

  @Override
  public String file(JobRecord job, Path file, Path version, JobControl control) throws Refusal {
    throw refused();
  }

  @Override
  public void checkpoint(JobRecord job, Path folder, JobControl control) throws Refusal {
    throw refused();
  }

  private static Refusal refused() {
    return new Refusal(Refusal.Reason.NO_DOWNLOADS, "expected the permission for a network");
  }
}
