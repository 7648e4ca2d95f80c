package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class JobFolderTest {
  private static final String UUID = "7b1c2f0e-3a4d-4c5b-9e8f-001122334455";
  private static final JobRecord JOB =
      new JobRecord(
          "job-1-1",
          JobRecord.Kind.DOWNLOAD,
          "A model",
          "https://example.org/model.ember",
          "",
          false,
          JobRecord.Status.PAUSED,
          null);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void readAll_processDiedWhileItWrote_deletesWhatItHasHalfWritten() throws IOException {
    Path home = folder.getRoot().toPath();
    JobFolder jobs = new JobFolder(home);
    jobs.write(JOB);
    Files.createFile(jobs.part(JOB.id()));
    for (String target : new String[] {"job-1-1.job.json", "job-1-1.version", "gone.job.json"}) {
      Files.createFile(home.resolve("." + target + "." + UUID + ".tmp"));
    }

    assertThat(jobs.readAll()).containsExactly(JOB);
    assertThat(home.toFile().list()).containsExactlyInAnyOrder("job-1-1.job.json", "job-1-1.part");
  }
}
