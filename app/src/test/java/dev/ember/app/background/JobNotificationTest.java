package dev.ember.app.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.app.Notification;
import android.content.Intent;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.R;
import dev.ember.app.jobs.JobProgress;
import dev.ember.app.jobs.JobProgress.Pause;
import dev.ember.app.jobs.JobProgress.Step;
import dev.ember.app.jobs.JobRecord;
import dev.ember.app.jobs.JobState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What the notification of models on their way in says. */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class JobNotificationTest {
  private static final long MEGABYTE = 1_000_000;

  private final Application phone = ApplicationProvider.getApplicationContext();

  @Test
  public void of_check_namesTheModelAndTheStep() {
    Notification shown =
        of(state("a", new JobProgress(Step.CHECKING, 500, 1_000, 0, Pause.NONE, 3)));
    assertThat(text(shown, Notification.EXTRA_TEXT)).isEqualTo("Checking a (3 of 5)…");
  }

  @Test
  public void download_running_saysHowFarHowFastAndHowLong() {
    Notification shown =
        of(
            state(
                "a",
                new JobProgress(
                    Step.DOWNLOADING, 300 * MEGABYTE, 1_200 * MEGABYTE, 5e6f, Pause.NONE)));

    assertThat(text(shown, Notification.EXTRA_TITLE)).isEqualTo("a.gguf");
    assertThat(text(shown, Notification.EXTRA_TEXT))
        .isEqualTo("Downloading · 300 MB of 1.2 GB · 5 MB/s");
    assertThat(text(shown, Notification.EXTRA_SUB_TEXT)).contains("3 min"); // 900 MB at 5 MB/s
    assertThat(shown.extras.getInt(Notification.EXTRA_PROGRESS)).isEqualTo(250);
    assertThat(shown.extras.getInt(Notification.EXTRA_PROGRESS_MAX)).isEqualTo(1_000);
    assertThat(shown.extras.getBoolean(Notification.EXTRA_PROGRESS_INDETERMINATE)).isFalse();
    assertThat(shown.flags & Notification.FLAG_ONGOING_EVENT).isNotZero();
  }

  @Test
  public void step_nearItsEnd_countsSeconds() {
    Notification shown = of(state("a", new JobProgress(Step.COPYING, 990, 1_000, 1, Pause.NONE)));
    assertThat(text(shown, Notification.EXTRA_SUB_TEXT)).isEqualTo("10 s left");
  }

  @Test
  public void length_unknown_promisesNothing() {
    Notification shown =
        of(state("a", new JobProgress(Step.DOWNLOADING, 3 * MEGABYTE, 0, 5e6f, Pause.NONE)));
    assertThat(shown.extras.getBoolean(Notification.EXTRA_PROGRESS_INDETERMINATE)).isTrue();
    assertThat(text(shown, Notification.EXTRA_TEXT)).contains("3 MB").doesNotContain(" of ");
    assertThat(text(shown, Notification.EXTRA_SUB_TEXT)).isEmpty();
  }

  @Test
  public void conversion_running_isCountedInPerCent() {
    Notification shown =
        of(state("a", new JobProgress(Step.CONVERTING, 420, 1_000, 0, Pause.NONE)));
    assertThat(text(shown, Notification.EXTRA_TEXT)).contains("42\u00a0%");
    assertThat(text(shown, Notification.EXTRA_SUB_TEXT)).as("no pace yet").isEmpty();
  }

  @Test
  public void conversion_withAPace_saysHowLong() {
    Notification shown =
        of(state("a", new JobProgress(Step.CONVERTING, 420, 1_000, 2, Pause.NONE)));
    assertThat(text(shown, Notification.EXTRA_SUB_TEXT)).contains("5 min"); // 580 at 2 a second
  }

  @Test
  public void copy_ofSeveralGigabytes_isCountedInThem() {
    JobProgress now =
        new JobProgress(Step.COPYING, 3_000 * MEGABYTE, 6_000 * MEGABYTE, 50e6f, Pause.NONE);
    Notification shown = of(state("a", now));
    assertThat(text(shown, Notification.EXTRA_TEXT)).contains("3 GB of 6 GB");
    assertThat(text(shown, Notification.EXTRA_SUB_TEXT)).contains("1 min");
    assertThat(shown.extras.getInt(Notification.EXTRA_PROGRESS)).isEqualTo(500);
  }

  @Test
  public void rest_says_what_itWaitsFor() {
    for (Pause pause : Pause.values()) {
      Notification shown = of(state("a", new JobProgress(Step.CONVERTING, 420, 1_000, 0, pause)));
      Integer words =
          switch (pause) {
            case WARM -> R.string.job_warm;
            case BATTERY_LOW -> R.string.job_battery;
            case NO_NETWORK -> R.string.job_no_network;
            case METERED -> R.string.job_metered;
            case NO_TIME -> R.string.job_no_time;
            case NONE -> null;
          };
      if (words != null) {
        assertThat(text(shown, Notification.EXTRA_TEXT)).isEqualTo(phone.getString(words));
      }
    }
  }

  @Test
  public void severalJobs_theFirstIsTold_theOthersAreCounted() {
    Notification shown =
        of(
            state("a", new JobProgress(Step.COPYING, 990, 1_000, 1, Pause.NONE)),
            state("b", null),
            state("c", null));
    String more = phone.getResources().getQuantityString(R.plurals.jobs_more, 2, 2);
    assertThat(text(shown, Notification.EXTRA_TITLE)).isEqualTo("a.gguf");
    assertThat(text(shown, Notification.EXTRA_SUB_TEXT)).startsWith("10 s left").endsWith(more);
  }

  @Test
  public void cancel_namesItsJob_andEachJobHasItsOwn() {
    Intent first = cancelOf(of(state("a", null)));
    Intent second = cancelOf(of(state("b", null)));

    assertThat(first.getAction()).isEqualTo(JobService.CANCEL);
    assertThat(first.getStringExtra(JobService.JOB_ID)).isEqualTo("a");
    assertThat(second.getStringExtra(JobService.JOB_ID)).isEqualTo("b");
    assertThat(Objects.requireNonNull(first.getComponent()).getClassName())
        .isEqualTo(JobService.class.getName());
    assertThat(first.filterEquals(second)).as("one would take the other's place").isFalse();
  }

  private Intent cancelOf(Notification shown) {
    assertThat(shown.actions).hasSize(1);
    assertThat(shown.actions[0].title.toString()).isEqualTo(phone.getString(R.string.cancel));
    return shadowOf(shown.actions[0].actionIntent).getSavedIntent();
  }

  private Notification of(JobState... jobs) {
    return JobNotification.of(phone, List.of(jobs));
  }

  private static JobState state(String id, @Nullable JobProgress progress) {
    JobRecord.Status status =
        progress == null ? JobRecord.Status.WAITING : JobRecord.Status.RUNNING;
    return new JobState(
        new JobRecord(
            id,
            JobRecord.Kind.DOWNLOAD,
            id + ".gguf",
            "https://x/?key=s3cret",
            "",
            false,
            status,
            null),
        progress);
  }

  private static String text(Notification notification, String key) {
    return String.valueOf(notification.extras.getCharSequence(key));
  }
}
