package dev.ember.app.background;

import android.content.Context;
import android.content.Intent;
import android.util.Log;
import androidx.core.content.ContextCompat;
import androidx.lifecycle.LiveData;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.jobs.JobState;
import dev.ember.app.jobs.Jobs;
import java.util.List;
import java.util.function.Predicate;

/** Starts a service whenever its work begins; a service ends itself with the last of it. */
public final class WorkWatch {
  private static final String TAG = "WorkWatch";

  private final Context application;
  private final Intent service;
  private boolean running;

  private WorkWatch(Context application, Intent service) {
    this.application = application;
    this.service = service;
  }

  /** Watches the engine as long as the process lives. */
  public static void over(ChatEngine engine, Context application) {
    new WorkWatch(application, AnswerService.intent(application))
        .watch(engine.answering(), chats -> !chats.isEmpty());
  }

  /** Watches the models on their way in as long as the process lives. */
  public static void over(Jobs jobs, Context application) {
    new WorkWatch(application, JobService.intent(application))
        .watch(jobs.all(), all -> all.stream().anyMatch(JobState::active));
  }

  private <T> void watch(LiveData<List<T>> work, Predicate<List<T>> isThere) {
    work.observeForever(
        now -> {
          boolean there = isThere.test(now);
          if (there && !running) {
            start();
          }
          running = there;
        });
  }

  /** Work is asked for on a screen, where Android allows it; should it refuse, the work goes on. */
  private void start() {
    try {
      ContextCompat.startForegroundService(application, service);
    } catch (IllegalStateException refused) {
      Log.w(TAG, "the work goes on without a notification", refused);
    }
  }
}
