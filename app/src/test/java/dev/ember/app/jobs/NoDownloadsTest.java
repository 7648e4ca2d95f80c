package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.Manifest;
import android.app.Application;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.library.Refusal;
import dev.ember.app.testing.AppRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The flavour without a network over the downloads of the other, which has the same name. */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class NoDownloadsTest {
  private static final byte[] CAME = new byte[100];

  @Rule public final AppRule app = new AppRule();

  private JobFolder incoming;

  @Before
  public void leaveDownloads() throws IOException {
    app.settle();
    incoming = new JobFolder(app.scope().shelf().library().incoming());
    // Refused before any server is asked, where there is a network.
    incoming.write(job("job-1", JobRecord.Kind.DOWNLOAD, "http://plain.example/m.gguf"));
    Files.write(incoming.part("job-1"), CAME);
    RemoteFile file = new RemoteFile("http://plain.example/config.json", 9, "");
    incoming.write(job("job-2", JobRecord.Kind.DOWNLOADS, file.line()));
    Path folder = Files.createDirectories(incoming.part("job-2"));
    Files.write(folder.resolve("config.json"), CAME);
  }

  @Test
  public void flavour_downloads_whereItMayOpenConnections() {
    Application context = ApplicationProvider.getApplicationContext();
    assertThat(Flavour.downloads(context)).as("the manifest of tests").isFalse();
    shadowOf(context).grantPermissions(Manifest.permission.INTERNET);
    assertThat(Flavour.downloads(context)).isTrue();
  }

  @Test
  public void start_downloadsOfTheOtherFlavour_areRefusedAndWhatHasComeIsKept() throws IOException {
    Jobs jobs = start();

    for (String id : List.of("job-1", "job-2")) {
      assertThat(reason(jobs, id)).as(id).isEqualTo(Refusal.Reason.NO_DOWNLOADS);
      assertThat(incoming.begins(id)).as("nothing was read").isZero();
    }
    assertThat(incoming.part("job-1")).hasBinaryContent(CAME);
    assertThat(incoming.part("job-2").resolve("config.json")).hasBinaryContent(CAME);
  }

  @Test
  public void goOn_inTheOtherFlavourAgain_goesOn() {
    start();
    shadowOf((Application) ApplicationProvider.getApplicationContext())
        .grantPermissions(Manifest.permission.INTERNET);
    Jobs jobs = start();
    assertThat(reason(jobs, "job-1")).isEqualTo(Refusal.Reason.NO_DOWNLOADS);

    jobs.goOn("job-1");
    app.settle();
    assertThat(reason(jobs, "job-1")).isEqualTo(Refusal.Reason.NOT_HTTPS);
  }

  /** A process whose phone ends the app that asks for its network without the permission. */
  private Jobs start() {
    AppExecutors executors = app.scope().executors();
    Jobs jobs =
        Intake.over(
            app.scope().shelf().library(),
            ApplicationProvider.getApplicationContext(),
            executors,
            () -> 0,
            new Intake.Terms(
                unmetered -> {
                  throw new SecurityException("ACCESS_NETWORK_STATE");
                },
                () -> JobProgress.Pause.NONE));
    executors.work().execute(jobs::open);
    app.settle();
    return jobs;
  }

  private static Refusal.Reason reason(Jobs jobs, String id) {
    for (JobState state : Objects.requireNonNull(jobs.all().getValue())) {
      if (state.job().id().equals(id)) {
        return Objects.requireNonNull(state.job().fault(), "a refused job").reason();
      }
    }
    throw new AssertionError("expected a job " + id);
  }

  private static JobRecord job(String id, JobRecord.Kind kind, String source) {
    return new JobRecord(id, kind, "m.gguf", source, "", false, JobRecord.Status.WAITING, null);
  }
}
