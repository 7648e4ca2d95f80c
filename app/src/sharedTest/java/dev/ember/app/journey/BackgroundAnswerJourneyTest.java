package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.arrayWithSize;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import android.Manifest;
import android.app.Notification;
import android.app.NotificationManager;
import android.app.PendingIntent;
import android.content.Context;
import android.os.Build;
import android.service.notification.StatusBarNotification;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import androidx.test.rule.GrantPermissionRule;
import dev.ember.app.R;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** An answer whose reader looks elsewhere. */
@RunWith(AndroidJUnit4.class)
public final class BackgroundAnswerJourneyTest {
  private static final String STORY = "Tell me a story about a lamp that can talk.";

  private final HeldAnswer held = new HeldAnswer();

  /** Older ones show notifications without asking. */
  @Rule
  public final GrantPermissionRule permission =
      Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU
          ? GrantPermissionRule.grant(Manifest.permission.POST_NOTIFICATIONS)
          : GrantPermissionRule.grant();

  @Rule public final StartedServices services = new StartedServices();
  @Rule public final AppDriver app = new AppDriver(new TestPhone().with(held));

  @After
  public void letGo() {
    held.letGo();
  }

  @Test
  public void answer_whileAway_goesOnUnderANotificationAndIsWholeOnReturn() {
    app.newChat();
    String begun = held.ask(STORY, app);
    app.away(
        () -> {
          awaitNotification("that counts the words", BackgroundAnswerJourneyTest::countsTokens);
          held.letGo();
          awaitNotification("that is gone", shown -> shown == null);
        });
    String whole = last(app.watchAnswer());
    assertThat(whole, startsWith(begun));
    assertThat(whole.length(), greaterThan(begun.length()));
    app.see(allOf(withId(R.id.stats), withText(not(endsWith("stopped by you")))));
    app.seeNot(withId(R.id.note_continue)); // nothing was interrupted
  }

  @Test
  public void stop_onTheNotification_endsTheAnswerAndKeepsItsWords() {
    app.newChat();
    String begun = held.ask(STORY, app);
    app.away(
        () -> {
          awaitNotification("that can stop it", shown -> shown != null && shown.actions != null);
          Notification.Action[] actions = Objects.requireNonNull(shown(), "shown").actions;
          assertThat(actions, arrayWithSize(1));
          assertThat(actions[0].title.toString(), equalTo("Stop"));
          tap(actions[0].actionIntent);
          awaitNotification(
              "that is gone",
              shown -> {
                held.writesOn(); // word by word, until the tap has come through the system
                return shown == null;
              });
        });
    assertThat(last(app.watchAnswer()), startsWith(begun));
    app.see(allOf(withId(R.id.stats), withText(endsWith("stopped by you"))));
  }

  private void awaitNotification(String which, Predicate<@Nullable Notification> isIt) {
    app.awaitThat(
        "a notification " + which,
        () -> {
          services.run();
          return isIt.test(shown());
        });
  }

  private static boolean countsTokens(@Nullable Notification shown) {
    return shown != null
        && text(shown, Notification.EXTRA_TEXT).matches("[1-9]\\d* tokens.*");
  }

  private static String text(Notification shown, String which) {
    return String.valueOf(shown.extras.getCharSequence(which));
  }

  private static @Nullable Notification shown() {
    Context phone = ApplicationProvider.getApplicationContext();
    for (StatusBarNotification each :
        phone.getSystemService(NotificationManager.class).getActiveNotifications()) {
      if (phone.getString(R.string.notification_answering)
          .equals(text(each.getNotification(), Notification.EXTRA_TITLE))) {
        return each.getNotification();
      }
    }
    return null;
  }

  private static void tap(PendingIntent action) {
    try {
      action.send();
    } catch (PendingIntent.CanceledException e) {
      throw new AssertionError("expected an action that still holds", e);
    }
  }

  private static String last(List<String> texts) {
    return texts.get(texts.size() - 1);
  }
}
