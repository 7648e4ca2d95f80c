package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.os.SystemClock;
import dev.ember.app.library.Refusal;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The bookkeeping of jobs whose work a test scripts. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class JobsTest {
  private static final long FRAME_MS = 300;
  private static final long HOUR_MS = 3_600_000;

  @Rule public final AppRule app = new AppRule();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final AtomicLong wallMs = new AtomicLong(2 * HOUR_MS);
  private final Steps steps = new Steps();
  private final Steps later = new Steps();
  private volatile long done;
  private volatile int runs;
  private volatile boolean checkedLater;
  private volatile @Nullable Refusal refusal;
  private JobFolder files;
  private Jobs jobs;

  @Before
  public void begin() throws IOException {
    files = new JobFolder(folder.newFolder().toPath());
    jobs =
        new Jobs(
            files,
            app.scope().executors(),
            this::copy,
            new Jobs.Clocks(wallMs::get, SystemClock::uptimeMillis),
            title -> title);
    app.settle();
    jobs.importFile("content://x/1", "m.gguf");
    steps.awaitFirst();
    app.settleAround();
    app.advance(FRAME_MS);
  }

  private void copy(JobRecord job, JobControl control) throws IOException {
    runs++;
    if (runs > 1) {
      later.arrive();
      control.check();
      checkedLater = true;
    }
    for (int i = 1; i <= 3; i++) {
      control.at(JobProgress.Step.COPYING, done, 100);
      steps.arrive();
    }
    if (runs == 1 && refusal != null) {
      throw refusal;
    }
  }

  @Test
  public void progress_userSetsTheClockBack_isShownAllTheSame() {
    done = 40;
    wallMs.addAndGet(-HOUR_MS);

    steps.step(1);
    app.advance(FRAME_MS);

    assertThat(progress().done()).isEqualTo(40);
    steps.release();
  }

  @Test
  public void progress_userSetsTheClockAnHourOn_hasThePaceOfTheWork() {
    done = 40;
    wallMs.addAndGet(HOUR_MS);
    app.advance(2_000 - FRAME_MS);

    steps.step(1);
    app.advance(FRAME_MS);

    assertThat(progress().perSecond()).as("40 bytes in two seconds").isBetween(15f, 20f);
    steps.release();
  }

  @Test
  public void park_jobWorks_waitsForTheScreenAndNotForANetwork() {
    jobs.park();

    assertThat(only().parked()).isTrue();
    assertThat(only().job().status()).isEqualTo(JobRecord.Status.WAITING);
    assertThat(progress().pause()).isEqualTo(JobProgress.Pause.NO_TIME);
    jobs.networkIsBack(true);
    assertThat(only().parked()).isTrue();

    jobs.goOnParked();
    assertThat(only().active()).isTrue();
    later.release();
    steps.release();
    app.settle();
    assertThat(jobs.all().getValue()).as("it has come to its end").isEmpty();
  }

  @Test
  public void park_thenPausedByItsUser_staysPaused() {
    jobs.park();
    jobs.pause(only().job().id());
    jobs.goOnParked();

    assertThat(only().job().status()).isEqualTo(JobRecord.Status.PAUSED);
    assertThat(only().parked()).isFalse();
    steps.release();
  }

  @Test
  public void park_jobInLine_stillWaitsForItsTurn() {
    jobs.importFile("content://x/2", "n.gguf");
    jobs.park();

    JobState inLine = all().get(1);
    assertThat(inLine.parked()).isTrue();
    assertThat(inLine.progress()).as("it had not begun").isNull();
    later.release();
    steps.release();
  }

  @Test
  public void cancel_jobInLine_isNotBegunByTheNextProcess() throws IOException {
    jobs.importFile("content://x/2", "n.gguf");
    app.settleAround();
    assertThat(files.readAll()).hasSize(2);

    jobs.cancel(all().get(1).job().id());
    app.settleAround(); // the work goes on with the first
    assertThat(files.readAll()).extracting(JobRecord::title).containsExactly("m.gguf");
    steps.release();
  }

  @Test
  public void end_anotherInLine_leavesNothingOfTheFirst() throws IOException {
    jobs.importFile("content://x/2", "n.gguf");
    Files.write(files.part(all().get(0).job().id()), new byte[] {1});
    steps.release();
    later.awaitFirst(); // the work is at the second
    app.settleAround();
    assertThat(files.folder().toFile().list())
        .containsExactly(all().get(0).job().id() + ".job.json");
    later.release();
  }

  @Test
  public void networkIsBack_jobWaitedForIt_thoseInLineGoOnWithIt() {
    Parking parking = new Parking();
    parking.take(record("a", true), resting(JobProgress.Pause.METERED));
    parking.take(record("b", false), null);

    assertThat(parking.waitingForNetwork(false)).as("it costs").isEmpty();
    assertThat(parking.waitingForNetwork(true)).containsExactly("a", "b");

    parking.take(record("a", true), resting(JobProgress.Pause.NONE));
    assertThat(parking.waitingForNetwork(true)).as("it waits for Android").isEmpty();
    steps.release();
  }

  @Test
  public void goOn_stoppedRunComesToItsEndAllTheSame_isNotRunAgain() {
    steps.step(2);
    jobs.park();
    jobs.goOnParked();
    steps.release();
    later.awaitFirst();
    app.settleAround();
    assertThat(all()).isEmpty();

    later.release();
    app.settle();
    assertThat(checkedLater).as("goes on with files that are gone").isFalse();
    assertThat(all()).isEmpty();
  }

  @Test
  public void pause_runThatComesToItsEndAllTheSame_leavesNothingToGoOn() {
    steps.step(2);
    jobs.pause(only().job().id());
    steps.release();
    app.settleAround();
    assertThat(all()).isEmpty();

    later.release();
    app.settle();
    assertThat(all()).isEmpty();
  }

  @Test
  public void goOn_stoppedRunIsRefused_isWhatTheNewRunSays() {
    refusal = new Refusal(Refusal.Reason.DAMAGED, "of the run before");
    steps.step(2);
    jobs.park();
    jobs.goOnParked();
    steps.release();
    later.awaitFirst();
    app.settleAround();
    assertThat(only().active()).isTrue();

    later.release();
    app.settle();
    assertThat(all()).as("it has come to its end").isEmpty();
  }

  private static JobProgress resting(JobProgress.Pause why) {
    return new JobProgress(JobProgress.Step.DOWNLOADING, 40, 100, 0, why);
  }

  private static JobRecord record(String id, boolean unmeteredOnly) {
    return new JobRecord(
        id,
        JobRecord.Kind.DOWNLOAD,
        id,
        "https://example.org/" + id,
        "",
        unmeteredOnly,
        JobRecord.Status.WAITING,
        null);
  }

  private JobProgress progress() {
    return Objects.requireNonNull(only().progress());
  }

  private JobState only() {
    assertThat(all()).hasSize(1);
    return all().get(0);
  }

  private List<JobState> all() {
    return Objects.requireNonNull(jobs.all().getValue());
  }
}
