package dev.ember.app.background;

import android.content.Context;
import android.util.Log;
import androidx.core.content.ContextCompat;
import dev.ember.app.engine.ChatEngine;
import java.util.List;

/** Starts {@link AnswerService} whenever answers begin; the service ends itself with the last. */
public final class AnswerWatch {
  private static final String TAG = "AnswerWatch";

  private final Context application;
  private boolean running;

  private AnswerWatch(Context application) {
    this.application = application;
  }

  /** Watches the engine as long as the process lives. */
  public static void over(ChatEngine engine, Context application) {
    AnswerWatch watch = new AnswerWatch(application);
    engine.answering().observeForever(watch::changed);
  }

  private void changed(List<Long> answering) {
    if (!answering.isEmpty() && !running) {
      start();
    }
    running = !answering.isEmpty();
  }

  /** An answer is asked for on a screen, where Android allows it; should it refuse, it goes on. */
  private void start() {
    try {
      ContextCompat.startForegroundService(application, AnswerService.intent(application));
    } catch (IllegalStateException refused) {
      Log.w(TAG, "the answer goes on without a notification", refused);
    }
  }
}
