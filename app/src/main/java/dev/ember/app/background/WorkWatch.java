package dev.ember.app.background;

import android.app.Application;
import android.content.Intent;
import android.os.Bundle;
import android.os.ResultReceiver;
import android.util.Log;
import androidx.core.content.ContextCompat;
import androidx.lifecycle.LiveData;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.jobs.JobState;
import dev.ember.app.jobs.Jobs;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Starts a service whenever its work begins; a service ends itself with the last of it. A start
 * that Android refuses, when it is asked or once the service is there, is tried again when the app
 * is on the screen.
 *
 * <h2>Threading model</h2>
 *
 * Main thread; a service that may not stay says so on a thread of Android's.
 */
public final class WorkWatch {
  private static final String TAG = "WorkWatch";

  private final Application application;
  private final Intent service;
  private final Executor main;
  private boolean wanted;
  private boolean running;

  private WorkWatch(Application application, Intent service, Executor main) {
    this.application = application;
    this.main = main;
    this.service = service.putExtra(JobService.REFUSED, new Refused());
  }

  /** Watches the engine as long as the process lives. */
  public static void over(ChatEngine engine, Executor main, Application application) {
    new WorkWatch(application, AnswerService.intent(application), main)
        .watch(engine.answering(), chats -> !chats.isEmpty());
  }

  /** Watches the models on their way in as long as the process lives. */
  public static void over(Jobs jobs, Executor main, Application application) {
    new WorkWatch(application, JobService.intent(application), main)
        .watch(jobs.all(), all -> all.stream().anyMatch(JobState::active));
  }

  private <T> void watch(LiveData<List<T>> work, Predicate<List<T>> isThere) {
    work.observeForever(
        now -> {
          boolean before = wanted;
          wanted = isThere.test(now);
          running &= wanted;
          if (!before) { // not at each change of work whose service was refused
            startIfWanted();
          }
        });
    Appearance.of(application, this::startIfWanted);
  }

  private void startIfWanted() {
    if (wanted && !running) {
      running = start();
    }
  }

  /** Work is asked for on a screen, where Android allows it; should it refuse, the work goes on. */
  private boolean start() {
    try {
      ContextCompat.startForegroundService(application, service);
      return true;
    } catch (IllegalStateException refused) {
      Log.w(TAG, "the work goes on without a notification", refused);
      return false;
    }
  }

  /** What a service may say that was started, and did not come to run. */
  private final class Refused extends ResultReceiver {
    Refused() {
      super(null); // a handler is made in one place: AppExecutors
    }

    @Override
    protected void onReceiveResult(int code, @Nullable Bundle nothing) {
      main.execute(() -> running = false);
    }
  }
}
