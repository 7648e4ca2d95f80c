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
import android.os.SystemClock;
import androidx.annotation.RequiresApi;
import androidx.core.app.ServiceCompat;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.Observer;
import dev.ember.app.concurrent.FrameThrottle;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.LiveAnswer;
import dev.ember.app.scope.AppScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the process in the foreground while an answer is written, with a notification that shows
 * how far it is and can stop it. The engine does the work; this only says that there is some, and
 * keeps the processor awake behind a locked screen.
 *
 * <h2>Threading model</h2>
 *
 * Main thread.
 */
public final class AnswerService extends Service {
  /** Ends the answer of chat {@link #CHAT_ID}. */
  static final String STOP = "dev.ember.app.STOP_ANSWER";

  static final String CHAT_ID = "chatId";
  static final int NOTIFICATION_ID = 1;

  /** A notification that changes oftener is dropped by Android. */
  private static final long UPDATE_MS = 1_000;

  /** Renewed with each sign of life; a model that hangs does not keep the phone awake. */
  private static final long AWAKE_MS = 60_000;

  private final Observer<List<Long>> onAnswering = this::follow;
  private final Observer<LiveAnswer> onAnswer = this::answerChanged;

  private @Nullable ChatEngine engine;
  private @Nullable FrameThrottle updates;
  private PowerManager.@Nullable WakeLock awake;
  private @Nullable LiveData<LiveAnswer> followed;
  private @Nullable Long chatId;

  /** Asks Android to run this service; call it while the app may start one. */
  static Intent intent(Context context) {
    return new Intent(context, AnswerService.class);
  }

  @Override
  public void onCreate() {
    super.onCreate();
    AppScope scope = AppScope.of(this);
    PowerManager.WakeLock lock =
        getSystemService(PowerManager.class)
            .newWakeLock(PowerManager.PARTIAL_WAKE_LOCK, "ember:answer");
    lock.setReferenceCounted(false);
    awake = lock;
    updates =
        new FrameThrottle(
            UPDATE_MS, SystemClock::uptimeMillis, scope.executors().later(), this::update);
    AnswerNotification.createChannel(ChosenLanguage.in(this));
    ServiceCompat.startForeground(this, NOTIFICATION_ID, notification(), type());
    engine = scope.engine();
    engine.answering().observeForever(onAnswering);
  }

  private static int type() {
    return Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE ? specialUse() : 0;
  }

  /**
   * None of the named types is "computes what the user waits for"; the manifest says what it is.
   */
  @RequiresApi(Build.VERSION_CODES.UPSIDE_DOWN_CAKE)
  private static int specialUse() {
    return ServiceInfo.FOREGROUND_SERVICE_TYPE_SPECIAL_USE;
  }

  @Override
  public int onStartCommand(@Nullable Intent intent, int flags, int startId) {
    if (engine != null && intent != null && STOP.equals(intent.getAction())) {
      engine.stop(intent.getLongExtra(CHAT_ID, 0));
    }
    return START_NOT_STICKY; // a new process has no answer to go on with
  }

  private void follow(List<Long> answering) {
    forget();
    if (answering.isEmpty()) {
      ServiceCompat.stopForeground(this, ServiceCompat.STOP_FOREGROUND_REMOVE);
      stopSelf();
    } else if (engine != null) {
      chatId = answering.get(0);
      followed = engine.live(chatId);
      followed.observeForever(onAnswer);
    }
  }

  private void forget() {
    if (followed != null) {
      followed.removeObserver(onAnswer);
      if (engine != null && chatId != null) {
        engine.leave(chatId);
      }
      followed = null;
      chatId = null;
    }
  }

  private void answerChanged(LiveAnswer answer) {
    if (awake != null && updates != null) {
      awake.acquire(AWAKE_MS);
      updates.request();
    }
  }

  private void update() {
    if (followed != null) {
      getSystemService(NotificationManager.class).notify(NOTIFICATION_ID, notification());
    }
  }

  private Notification notification() {
    LiveAnswer answer = followed == null ? null : followed.getValue();
    return AnswerNotification.of(
        ChosenLanguage.in(this), chatId, answer == null ? LiveAnswer.NONE : answer);
  }

  @Override
  public void onDestroy() {
    forget();
    if (engine != null) {
      engine.answering().removeObserver(onAnswering);
    }
    if (awake != null) {
      awake.release();
    }
    super.onDestroy();
  }

  @Override
  public @Nullable IBinder onBind(Intent intent) {
    return null;
  }
}
