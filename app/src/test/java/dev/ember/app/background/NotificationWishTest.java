package dev.ember.app.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.Manifest;
import android.app.Application;
import android.content.pm.PackageManager;
import androidx.activity.ComponentActivity;
import androidx.test.core.app.ApplicationProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowActivity;

/** When the app asks to show notifications, and when it does not. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class NotificationWishTest {
  private static final int ANDROID_8 = 26;

  private final List<Runnable> later = new ArrayList<>();
  private final List<Runnable> reading = new ArrayList<>();
  private ActivityController<ComponentActivity> window;
  private NotificationWish wish;

  @Before
  public void start() {
    window = open();
    wish = wish();
  }

  private static ActivityController<ComponentActivity> open() {
    return Robolectric.buildActivity(ComponentActivity.class).create();
  }

  private NotificationWish wish() {
    NotificationWish made =
        new NotificationWish(
            window.get(), (task, delayMs) -> later.add(task), reading::add, Runnable::run);
    window.start().resume();
    return made;
  }

  /** All that waited for its time. */
  private void timePasses() {
    List<Runnable> due = List.copyOf(later);
    later.clear();
    due.forEach(Runnable::run);
    reads();
  }

  /** The disk's thread has its turn. */
  private void reads() {
    List<Runnable> asked = List.copyOf(reading);
    reading.clear();
    asked.forEach(Runnable::run);
  }

  private boolean asked() {
    return shadowOf(window.get()).getLastRequestedPermission() != null;
  }

  @Test
  public void work_goesOnForAWhile_isAskedThen() {
    wish.working(true);
    assertThat(asked()).as("at once").isFalse();

    timePasses();
    assertThat(shadowOf(window.get()).getLastRequestedPermission().requestedPermissions)
        .containsExactly(Manifest.permission.POST_NOTIFICATIONS);
  }

  @Test
  public void work_isOverSoon_isNotAsked() {
    wish.working(true);
    wish.working(false);

    timePasses();
    assertThat(asked()).isFalse();
  }

  @Test
  public void work_beginsAnewBeforeTheTime_hasAllOfItsOwn() {
    wish.working(true);
    wish.working(false);
    wish.working(true);

    later.remove(0).run();
    assertThat(asked()).as("by the time of the work that is over").isFalse();
    timePasses();
    assertThat(asked()).isTrue();
  }

  private void answerNo() {
    ShadowActivity.PermissionsRequest asked = shadowOf(window.get()).getLastRequestedPermission();
    window
        .get()
        .onRequestPermissionsResult(
            asked.requestCode,
            asked.requestedPermissions,
            new int[] {PackageManager.PERMISSION_DENIED});
    reads();
  }

  @Test
  public void time_comesWhileTheWindowIsOutOfSight_isAskedWhenItComesBack() {
    wish.working(true);
    window.pause().stop();
    timePasses();
    assertThat(asked()).isFalse();

    window.restart().start().resume();
    reads();
    assertThat(asked()).isTrue();
  }

  @Test
  public void window_leftWhileTheFileIsRead_isAskedWhenItComesBack() {
    wish.working(true);
    later.remove(0).run();
    window.pause().stop();
    reads();
    assertThat(asked()).isFalse();

    window.restart().start().resume();
    reads();
    assertThat(asked()).isTrue();
  }

  @Test
  public void time_comesOutOfSightAndWorkIsOverThen_isNotAsked() {
    wish.working(true);
    window.pause().stop();
    timePasses();
    wish.working(false);

    window.restart().start().resume();
    assertThat(asked()).isFalse();
    wish.working(true);
    assertThat(asked()).as("before the new work has gone on for a while").isFalse();
  }

  @Test
  public void question_goneUnanswered_isAskedByTheNextWindow() {
    wish.working(true);
    timePasses();
    window.close();

    window = open();
    wish = wish();
    wish.working(true);
    timePasses();
    assertThat(asked()).isTrue();
  }

  @Test
  public void answer_whateverItWas_isFinal() {
    wish.working(true);
    timePasses();
    answerNo();
    window.close();

    window = open(); // the next time that the app is opened
    wish = wish();
    wish.working(true);
    timePasses();
    assertThat(asked()).isFalse();
  }

  @Test
  public void permission_isThere_isNotAskedFor() {
    Application app = ApplicationProvider.getApplicationContext();
    shadowOf(app).grantPermissions(Manifest.permission.POST_NOTIFICATIONS);
    wish.working(true);

    timePasses();
    assertThat(asked()).isFalse();
  }

  @Test
  public void window_isClosedMeanwhile_isNotAsked() {
    wish.working(true);
    window.close();

    timePasses();
    assertThat(asked()).isFalse();
  }

  @Test
  @Config(sdk = ANDROID_8)
  public void android8_hasNoSuchPermission() {
    wish.working(true);

    timePasses();
    assertThat(asked()).isFalse();
  }
}
