package dev.ember.app.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.Manifest;
import android.app.Activity;
import android.app.Notification;
import android.app.NotificationManager;
import android.content.Intent;
import android.content.pm.ServiceInfo;
import android.net.ConnectivityManager;
import android.net.NetworkCapabilities;
import android.os.Build;
import android.os.PowerManager;
import androidx.appcompat.app.AppCompatDelegate;
import androidx.core.os.LocaleListCompat;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.rule.GrantPermissionRule;
import dev.ember.app.R;
import dev.ember.app.jobs.JobProgress;
import dev.ember.app.jobs.JobRecord;
import dev.ember.app.jobs.JobState;
import dev.ember.app.jobs.Jobs;
import dev.ember.app.models.JobWords;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.Steps;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.android.controller.ServiceController;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowConnectivityManager;
import org.robolectric.shadows.ShadowNetwork;
import org.robolectric.shadows.ShadowNetworkCapabilities;
import org.robolectric.shadows.ShadowPowerManager;

/** A download on a phone without a network: it has begun, and rests. */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = ScopedApp.class,
    sdk = {26, 35})
public final class JobServiceTest {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int FRAME_MS = 300;

  /** Of the flavour with a network: tests have the manifest of the other. */
  @Rule
  public final GrantPermissionRule network =
      GrantPermissionRule.grant(Manifest.permission.INTERNET);

  @Rule public final AppRule app = new AppRule();

  private ServiceController<JobService> service;

  @Before
  public void beginADownload() {
    application().give(app.scope());
    shadowOf(application().getSystemService(ConnectivityManager.class)).setActiveNetworkInfo(null);
    app.settle();
    WorkWatch.over(jobs(), app.scope().executors().main(), application());
    ParkedJobs.watch(jobs(), app.scope().executors().main(), application());
    jobs().download("https://example.org/m.gguf?key=s3cret", "m.gguf", "", false);
    until(this::rests);
    service = Robolectric.buildService(JobService.class).create().startCommand(0, 1);
  }

  @After
  public void endIt() {
    for (JobState job : all()) {
      jobs().cancel(job.job().id());
    }
    app.settle();
    service.destroy();
  }

  @Test
  public void watch_jobBegins_startsTheService() {
    Intent started = shadowOf(application()).getNextStartedService();
    assertThat(Objects.requireNonNull(started.getComponent()).getClassName())
        .isEqualTo(JobService.class.getName());
  }

  @Test
  public void service_jobRests_isInTheForegroundAndSaysWhy() {
    Notification shown = shadowOf(service.get()).getLastForegroundNotification();
    assertThat(text(shown, Notification.EXTRA_TITLE)).isEqualTo("m.gguf");
    assertThat(text(shown, Notification.EXTRA_TEXT))
        .isEqualTo(application().getString(R.string.job_no_network));
    assertThat(shown.extras.toString()).doesNotContain("s3cret").doesNotContain("example.org");
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
      assertThat(service.get().getForegroundServiceType())
          .isEqualTo(ServiceInfo.FOREGROUND_SERVICE_TYPE_DATA_SYNC);
    }
  }

  @Test
  public void processor_whileJobRests_maySleep() {
    PowerManager.WakeLock awake = ShadowPowerManager.getLatestWakeLock();
    assertThat(awake.isHeld()).isFalse();

    app.advance(30_000);
    app.settleAround();
    assertThat(awake.isHeld()).isFalse();
  }

  @Test
  public void processor_whileJobIsAboutToWork_isAwakeAndAWhileLonger() {
    Steps busy = workOnSomethingElse();

    jobs().download("https://example.org/n.gguf", "n.gguf", "", false);
    ServiceController<JobService> other = Robolectric.buildService(JobService.class).create();
    PowerManager.WakeLock awake = ShadowPowerManager.getLatestWakeLock();
    assertThat(awake.isHeld()).isTrue();
    busy.release();
    until(this::rests);
    assertThat(awake.isHeld()).as("for a connection that broke is tried soon").isTrue();
    app.advance(90_000);
    assertThat(awake.isHeld()).isFalse();
    other.destroy();
  }

  @Test
  public void processor_serviceEnds_maySleep() {
    Steps busy = workOnSomethingElse();
    jobs().download("https://example.org/n.gguf", "n.gguf", "", false);
    ServiceController<JobService> other = Robolectric.buildService(JobService.class).create();
    PowerManager.WakeLock awake = ShadowPowerManager.getLatestWakeLock();
    assertThat(awake.isHeld()).isTrue();

    other.destroy();
    assertThat(awake.isHeld()).isFalse();
    busy.release();
  }

  /** So that the next job is in line. */
  private Steps workOnSomethingElse() {
    jobs().cancel(all().get(0).job().id());
    app.settle();
    Steps busy = new Steps();
    app.scope().executors().work().execute(busy::arrive);
    busy.awaitFirst();
    return busy;
  }

  @Test
  public void watch_serviceRefused_isStartedWhenTheAppIsOnTheScreen() {
    jobs().cancel(all().get(0).job().id());
    app.settle();
    shadowOf(application()).clearStartedServices();
    application().refuseServices(true);
    jobs().download("https://example.org/n.gguf", "n.gguf", "", false);
    until(this::rests);
    assertThat(shadowOf(application()).getNextStartedService()).isNull();

    application().refuseServices(false);
    app.advance(FRAME_MS);
    assertThat(shadowOf(application()).getNextStartedService()).as("not by itself").isNull();
    Robolectric.buildActivity(Activity.class).setup();
    assertThat(shadowOf(application()).getNextStartedService()).isNotNull();
    Robolectric.buildActivity(Activity.class).setup();
    assertThat(shadowOf(application()).getNextStartedService()).as("once").isNull();
  }

  @Test
  public void service_refusedOnceItIsThere_endsAndIsStartedWhenTheAppIsOnTheScreen() {
    service.get().onTimeout(1, ServiceInfo.FOREGROUND_SERVICE_TYPE_DATA_SYNC);
    app.settle();
    shadowOf(application()).clearStartedServices();
    jobs().hurry(all().get(0).job().id());
    ServiceController<JobService> late =
        Robolectric.buildService(JobService.class, shadowOf(application()).getNextStartedService());
    shadowOf(late.get())
        .setThrowInStartForeground(new IllegalStateException("Time limit already exhausted"));

    late.create().startCommand(0, 1);
    app.settleAround();
    assertThat(shadowOf(late.get()).isStoppedBySelf()).isTrue();
    assertThat(all().get(0).active()).as("it goes on without").isTrue();
    assertThat(shadowOf(application()).getNextStartedService()).as("not by itself").isNull();

    Robolectric.buildActivity(Activity.class).setup();
    assertThat(shadowOf(application()).getNextStartedService()).isNotNull();
    late.destroy();
    until(this::rests);
  }

  @Test
  @Config(sdk = 26)
  public void service_languageChosenInTheApp_speaksIt() {
    AppCompatDelegate.setApplicationLocales(LocaleListCompat.forLanguageTags("zh-CN"));
    ServiceController<JobService> chinese = Robolectric.buildService(JobService.class);
    try {
      Notification shown = shadowOf(chinese.create().get()).getLastForegroundNotification();
      assertThat(text(shown, Notification.EXTRA_TEXT)).isEqualTo("已暂停：没有网络。恢复后自动继续。");
    } finally {
      AppCompatDelegate.setApplicationLocales(LocaleListCompat.getEmptyLocaleList());
      chinese.destroy();
    }
  }

  @Test
  public void cancelOfTheNotification_forgetsTheJobAndEndsTheService() {
    Notification shown =
        shadowOf(application().getSystemService(NotificationManager.class))
            .getNotification(JobService.NOTIFICATION_ID);
    Intent cancel = shadowOf(shown.actions[0].actionIntent).getSavedIntent();

    service.get().onStartCommand(cancel, 0, 2);
    app.settle();

    assertThat(all()).isEmpty();
    assertThat(shadowOf(service.get()).isStoppedBySelf()).isTrue();
    assertThat(shadowOf(service.get()).isForegroundStopped()).isTrue();
    assertThat(app.scope().shelf().library().incoming().toFile().list()).isEmpty();
  }

  @Test
  @Config(sdk = 35)
  public void timeOut_ofAndroid15_endsTheServiceAndGoesOnOnTheScreen() {
    timeOut();

    JobState waits = all().get(0);
    assertThat(waits.parked()).isTrue();
    assertThat(waits.active()).isFalse();
    assertThat(waits.job().status()).isEqualTo(JobRecord.Status.WAITING);
    assertThat(Objects.requireNonNull(waits.progress()).pause())
        .isEqualTo(JobProgress.Pause.NO_NETWORK);
    assertThat(JobWords.rest(application(), waits))
        .as("no network brings it back while Ember is away")
        .isEqualTo(application().getString(R.string.job_no_time));
    assertThat(shadowOf(service.get()).isStoppedBySelf()).isTrue();

    Robolectric.buildActivity(Activity.class).setup();
    assertThat(all().get(0).active()).isTrue();
    until(this::rests);
  }

  @Test
  @Config(sdk = 35)
  public void timeOut_ofAndroid15_networkIsBack_goesOnWithWhatWaitedForIt() {
    ShadowConnectivityManager phone =
        shadowOf(application().getSystemService(ConnectivityManager.class));
    assertThat(phone.getNetworkCallbacks()).isEmpty();
    timeOut();
    ConnectivityManager.NetworkCallback callback = phone.getNetworkCallbacks().iterator().next();

    callback.onCapabilitiesChanged(ShadowNetwork.newInstance(1), capabilities());
    app.advance(1);
    assertThat(all().get(0).parked()).as("it cannot reach the internet").isTrue();
    callback.onCapabilitiesChanged(
        ShadowNetwork.newInstance(1), capabilities(NetworkCapabilities.NET_CAPABILITY_INTERNET));
    app.advance(1);

    assertThat(all().get(0).active()).isTrue();
    assertThat(phone.getNetworkCallbacks()).as("asked no longer").isEmpty();
    until(this::rests);
  }

  @Test
  @Config(sdk = 35)
  public void timeOut_ofAndroid15_nextProcess_goesOn() {
    timeOut();

    app.restart();
    until(this::rests);
    assertThat(all().get(0).active()).isTrue();
  }

  private void timeOut() {
    service.get().onTimeout(1, ServiceInfo.FOREGROUND_SERVICE_TYPE_DATA_SYNC);
    app.settle();
    assertThat(all()).hasSize(1);
  }

  private static NetworkCapabilities capabilities(int... has) {
    NetworkCapabilities made = ShadowNetworkCapabilities.newInstance();
    for (int capability : has) {
      shadowOf(made).addCapability(capability);
    }
    return made;
  }

  private boolean rests() {
    JobProgress now = all().isEmpty() ? null : all().get(0).progress();
    return now != null && now.pause() == JobProgress.Pause.NO_NETWORK;
  }

  /** The work thread waits on a real clock, the screen's frames on the test's. */
  private void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("a job that rests, but " + all()).isLessThan(deadline);
      app.settleAround();
      app.advance(FRAME_MS);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private List<JobState> all() {
    return Objects.requireNonNull(jobs().all().getValue());
  }

  private Jobs jobs() {
    return app.scope().shelf().jobs();
  }

  private static ScopedApp application() {
    return ApplicationProvider.getApplicationContext();
  }

  private static String text(Notification notification, String key) {
    return String.valueOf(notification.extras.getCharSequence(key));
  }
}
