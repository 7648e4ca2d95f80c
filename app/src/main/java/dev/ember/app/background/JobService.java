package dev.ember.app.background;

import android.app.Notification;
import android.app.NotificationManager;
import android.app.Service;
import android.content.Context;
import android.content.Intent;
import android.content.pm.ServiceInfo;
import android.os.Build;
import android.os.IBinder;
import android.os.PowerManager;
import android.os.ResultReceiver;
import android.util.Log;
import androidx.annotation.RequiresApi;
import androidx.core.app.ServiceCompat;
import androidx.core.content.IntentCompat;
import androidx.lifecycle.Observer;
import dev.ember.app.jobs.JobState;
import dev.ember.app.jobs.Jobs;
import dev.ember.app.scope.AppScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the process in the foreground while models are on their way in, and the processor awake
 * while one of them is worked at, and a little longer. A job that rests longer, for hours perhaps,
 * lets the phone sleep: it looks again whenever the phone is awake for something else.
 *
 * <h2>Threading model</h2>
 *
 * Main thread.
 */
public final class JobService extends Service {
  static final String CANCEL = "dev.ember.app.CANCEL_JOB";
  static final String JOB_ID = "jobId";
  static final int NOTIFICATION_ID = 2;

  /** A {@link ResultReceiver} that hears of it if Android lets the service begin, but not stay. */
  static final String REFUSED = "dev.ember.app.REFUSED";

  private static final String TAG = "JobService";

  /**
   * Renewed with each sign of life, of which a job gives several a second, and one with each try of
   * a connection that broke. Longer than a server may be silent, the wait behind that, and the next
   * connection: the clock of that wait stands while the phone sleeps.
   */
  private static final long AWAKE_MS = 90_000;

  private final Observer<List<JobState>> onJobs = this::follow;
  private @Nullable Jobs jobs;
  private PowerManager.@Nullable WakeLock awake;
  private boolean foreground;

  static Intent intent(Context context) {
    return new Intent(context, JobService.class);
  }

  @Override
  public void onCreate() {
    super.onCreate();
    PowerManager.WakeLock lock =
        getSystemService(PowerManager.class)
            .newWakeLock(PowerManager.PARTIAL_WAKE_LOCK, "ember:job");
    lock.setReferenceCounted(false);
    awake = lock;
    jobs = AppScope.of(this).shelf().jobs();
    JobNotification.createChannel(ChosenLanguage.in(this));
    foreground = goesToTheForeground();
    if (foreground) {
      jobs.all().observeForever(onJobs);
    }
  }

  /**
   * A service that begins after {@link #onTimeout}, with the app off the screen, is refused here,
   * and not where it was asked for. The work goes on without it.
   */
  private boolean goesToTheForeground() {
    try {
      ServiceCompat.startForeground(this, NOTIFICATION_ID, notification(active()), type());
      return true;
    } catch (IllegalStateException refused) {
      Log.w(TAG, "the work goes on without a notification", refused);
      return false;
    }
  }

  private static int type() {
    return Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q ? dataSync() : 0;
  }

  @RequiresApi(Build.VERSION_CODES.Q)
  private static int dataSync() {
    return ServiceInfo.FOREGROUND_SERVICE_TYPE_DATA_SYNC;
  }

  @Override
  public int onStartCommand(@Nullable Intent intent, int flags, int startId) {
    if (jobs != null && intent != null && CANCEL.equals(intent.getAction())) {
      String id = intent.getStringExtra(JOB_ID);
      if (id != null) {
        jobs.cancel(id);
      }
    }
    if (!foreground) {
      sayThatItIsRefused(intent);
      stopSelf();
    }
    return START_NOT_STICKY; // the next start of the app goes on with what is written down
  }

  private static void sayThatItIsRefused(@Nullable Intent intent) {
    ResultReceiver asker =
        intent == null
            ? null
            : IntentCompat.getParcelableExtra(intent, REFUSED, ResultReceiver.class);
    if (asker != null) {
      asker.send(0, null);
    }
  }

  /**
   * Android 15 ends such services after six hours a day, and lets none begin again before the app
   * is on the screen. What has come is kept, and {@link ParkedJobs} goes on with it.
   */
  @Override
  @RequiresApi(Build.VERSION_CODES.VANILLA_ICE_CREAM)
  public void onTimeout(int startId, int type) {
    if (jobs != null) {
      jobs.park();
    }
  }

  private List<JobState> active() {
    List<JobState> active = new ArrayList<>();
    List<JobState> all = jobs == null ? null : jobs.all().getValue();
    for (JobState job : all == null ? List.<JobState>of() : all) {
      if (job.active()) {
        active.add(job);
      }
    }
    return active;
  }

  private void follow(List<JobState> all) {
    List<JobState> active = active();
    if (active.isEmpty()) {
      ServiceCompat.stopForeground(this, ServiceCompat.STOP_FOREGROUND_REMOVE);
      stopSelf();
    } else {
      stayAwake(active);
      getSystemService(NotificationManager.class).notify(NOTIFICATION_ID, notification(active));
    }
  }

  /** One that has just been asked for has nothing to rest for yet. */
  private void stayAwake(List<JobState> active) {
    boolean noneBegun = active.stream().allMatch(job -> job.progress() == null);
    if (awake != null && (noneBegun || active.stream().anyMatch(JobState::works))) {
      awake.acquire(AWAKE_MS);
    }
  }

  private Notification notification(List<JobState> active) {
    return JobNotification.of(ChosenLanguage.in(this), active);
  }

  @Override
  public void onDestroy() {
    if (jobs != null) {
      jobs.all().removeObserver(onJobs);
    }
    if (awake != null && awake.isHeld()) {
      awake.release();
    }
    super.onDestroy();
  }

  @Override
  public @Nullable IBinder onBind(Intent intent) {
    return null;
  }
}
