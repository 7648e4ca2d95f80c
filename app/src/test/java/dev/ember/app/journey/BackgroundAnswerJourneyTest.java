package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.endsWith;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.app.Notification;
import android.app.NotificationManager;
import android.app.PendingIntent;
import android.content.Intent;
import android.os.Looper;
import android.service.notification.StatusBarNotification;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.background.AnswerService;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.android.controller.ServiceController;

/**
 * An answer whose reader looks elsewhere. On the JVM alone, where no service runs unless a test
 * runs it: here the test does what the system would, with what the app asks of it.
 */
@RunWith(AndroidJUnit4.class)
public final class BackgroundAnswerJourneyTest {
  private final HeldAnswer held = new HeldAnswer();

  @Rule public final AppDriver app = new AppDriver(new TestPhone().with(held));

  @After
  public void letGo() {
    held.letGo();
  }

  @Test
  public void notification_whileAway_saysHowFarItIsAndStopEndsTheAnswer() {
    app.newChat();
    String begun = held.ask("Tell me a story about a lamp that can talk.", app);
    ServiceController<AnswerService> service =
        Robolectric.buildService(AnswerService.class, started()).create().startCommand(0, 1);
    app.away(
        () -> {
          shadowOf(Looper.getMainLooper()).idleFor(2, TimeUnit.SECONDS);
          Notification shown = shown().get(0).getNotification();
          assertThat(shown.extras.getCharSequence(Notification.EXTRA_TITLE))
              .hasToString("Ember is answering");
          assertThat(String.valueOf(shown.extras.getCharSequence(Notification.EXTRA_TEXT)))
              .containsPattern("^[1-9]\\d* tokens");
          assertThat(shown.actions).hasSize(1);
          assertThat(shown.actions[0].title).hasToString("Stop");
          tap(shown.actions[0].actionIntent);
          service.get().onStartCommand(started(), 0, 2);
          held.letGo();
        });
    List<String> seen = app.watchAnswer();
    assertThat(seen.get(seen.size() - 1)).startsWith(begun);
    app.see(allOf(withId(R.id.stats), withText(endsWith("stopped by you"))));
    assertThat(shadowOf(service.get()).isStoppedBySelf()).isTrue();
    service.destroy();
    assertThat(shown()).isEmpty();
  }

  private static void tap(PendingIntent action) {
    try {
      action.send();
    } catch (PendingIntent.CanceledException e) {
      throw new AssertionError("expected an action that still holds", e);
    }
  }

  /** What the app has asked the system to start. */
  private static Intent started() {
    Intent next = Objects.requireNonNull(shadowOf(phone()).getNextStartedService(), "a service");
    assertThat(Objects.requireNonNull(next.getComponent()).getClassName())
        .isEqualTo(AnswerService.class.getName());
    return next;
  }

  private static List<StatusBarNotification> shown() {
    return List.of(phone().getSystemService(NotificationManager.class).getActiveNotifications());
  }

  private static Application phone() {
    return ApplicationProvider.getApplicationContext();
  }
}
