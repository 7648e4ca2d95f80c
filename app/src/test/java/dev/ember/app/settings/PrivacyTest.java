package dev.ember.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.content.Context;
import android.hardware.biometrics.BiometricManager;
import android.os.SystemClock;
import android.view.View;
import android.view.WindowManager;
import android.widget.Button;
import android.widget.FrameLayout;
import androidx.activity.OnBackPressedCallback;
import androidx.fragment.app.DialogFragment;
import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentActivity;
import androidx.fragment.app.FragmentManager;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.R;
import dev.ember.app.phone.PhoneLock;
import dev.ember.app.widget.AskDialog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.annotation.Config;
import org.robolectric.shadow.api.Shadow;
import org.robolectric.shadows.ShadowBiometricManager;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class PrivacyTest {
  private final Application application = ApplicationProvider.getApplicationContext();
  private final Settings settings = Settings.of(application);
  private View content;
  private View cover;
  private FragmentActivity activity;

  @Before
  public void openAWindow() {
    application.setTheme(R.style.Theme_Ember);
    ActivityController<FragmentActivity> controller =
        Robolectric.buildActivity(FragmentActivity.class);
    activity = controller.get();
    activity.setTheme(R.style.Theme_Ember);
    controller.create().start().resume();
    content = new View(activity);
    FrameLayout page = new FrameLayout(activity);
    Button unlock = new Button(activity);
    unlock.setId(R.id.unlock);
    page.addView(unlock);
    page.setVisibility(View.GONE);
    cover = page;
    FrameLayout root = new FrameLayout(activity);
    root.addView(content);
    root.addView(cover);
    activity.setContentView(root);
  }

  @Test
  public void start_withoutALock_showsEverything() {
    privacy(PhoneLock.OWN).onStart();
    assertThat(content.getVisibility()).isEqualTo(View.VISIBLE);
    assertThat(cover.getVisibility()).isEqualTo(View.GONE);
  }

  @Test
  public void start_lockedAndNobodyHere_coversEverything() {
    settings.set(Settings.Switch.APP_LOCK, true);
    privacy(PhoneLock.OWN).onStart();
    assertThat(content.getVisibility()).isEqualTo(View.INVISIBLE);
    assertThat(cover.getVisibility()).isEqualTo(View.VISIBLE);
  }

  @Test
  public void unlock_known_showsEverythingAndDoesNotAskAgainSoon() {
    settings.set(Settings.Switch.APP_LOCK, true);
    Asked phone = new Asked();
    Privacy privacy = privacy(phone);
    privacy.onStart();
    assertThat(phone.times()).isEqualTo(1);
    phone.known();
    assertThat(isCovered()).isFalse();

    privacy.onStop();
    SystemClock.sleep(29_999);
    privacy.onStart();
    assertThat(phone.times()).as("a look at another app").isEqualTo(1);
    assertThat(isCovered()).isFalse();

    privacy.onStop();
    SystemClock.sleep(30_000);
    privacy.onStart();
    assertThat(phone.times()).isEqualTo(2);
    assertThat(isCovered()).isTrue();
  }

  @Test
  public void unlock_notKnown_staysCoveredAndItsButtonAsksAgain() {
    settings.set(Settings.Switch.APP_LOCK, true);
    Asked phone = new Asked();
    Privacy privacy = privacy(phone);
    privacy.onStart();
    phone.notKnown();
    assertThat(isCovered()).isTrue();

    cover.findViewById(R.id.unlock).performClick();
    assertThat(phone.times()).isEqualTo(2);
    phone.notKnown();
    assertThat(isCovered()).isTrue();
    cover.findViewById(R.id.unlock).performClick();
    phone.known();
    assertThat(isCovered()).isFalse();
  }

  @Test
  public void unlock_leftAndComeBackWithoutAnAnswer_neverShowsAnything() {
    settings.set(Settings.Switch.APP_LOCK, true);
    Asked phone = new Asked();
    Privacy privacy = privacy(phone);
    privacy.onStart();
    privacy.onStop(); // the phone takes its own question away
    phone.notKnown();
    privacy.onStart();
    assertThat(isCovered()).isTrue();
    assertThat(phone.times()).isEqualTo(2);
    privacy.onStop();
    privacy.onStart(); // before anybody answered
    assertThat(isCovered()).isTrue();
  }

  @Test
  public void start_whileTheAnswerIsOnItsWay_doesNotAskAgain() {
    settings.set(Settings.Switch.APP_LOCK, true);
    Asked phone = new Asked();
    Privacy privacy = privacy(phone);
    privacy.onStart();

    privacy.onStop(); // the lock of the phone's screen lies above
    privacy.onStart();
    assertThat(phone.times()).isEqualTo(1);
    assertThat(isCovered()).isTrue();

    phone.known();
    assertThat(isCovered()).isFalse();
  }

  @Test
  public void back_locked_leavesTheAppAndEveryPageAsItIs() {
    AtomicInteger heard = new AtomicInteger();
    showPage(heard);
    settings.set(Settings.Switch.APP_LOCK, true);
    Asked phone = new Asked();
    Privacy privacy = privacy(phone);
    privacy.onStart();
    activity.getOnBackPressedDispatcher().onBackPressed();
    showPage(heard); // as one that another app starts does
    activity.getOnBackPressedDispatcher().onBackPressed();
    assertThat(heard).hasValue(0);
    assertThat(activity.getSupportFragmentManager().getBackStackEntryCount()).isEqualTo(2);
    assertThat(shadowOf(activity).isTaskMovedToBack()).isTrue();

    phone.known();
    activity.getOnBackPressedDispatcher().onBackPressed();
    assertThat(heard).hasValue(1);
  }

  /** One that wants to hear of Back. */
  private void showPage(AtomicInteger heard) {
    Fragment page = new Fragment();
    activity
        .getOnBackPressedDispatcher()
        .addCallback(
            page,
            new OnBackPressedCallback(true) {
              @Override
              public void handleOnBackPressed() {
                heard.incrementAndGet();
              }
            });
    FragmentManager pages = activity.getSupportFragmentManager();
    pages.beginTransaction().add(page, null).addToBackStack(null).commit();
    pages.executePendingTransactions();
  }

  @Test
  public void unlock_anotherWindowOfTheSameActivity_staysUnlocked() {
    settings.set(Settings.Switch.APP_LOCK, true);
    Asked phone = new Asked();
    privacy(phone).onStart();
    phone.known();
    privacy(phone).onStart(); // the phone was turned
    assertThat(phone.times()).isEqualTo(1);
    assertThat(isCovered()).isFalse();
  }

  private Privacy privacy(PhoneLock lock) {
    return new Privacy(activity, settings, content, cover, lock);
  }

  private boolean isCovered() {
    assertThat(content.getVisibility() == View.VISIBLE)
        .isNotEqualTo(cover.getVisibility() == View.VISIBLE);
    return cover.getVisibility() == View.VISIBLE;
  }

  /** A phone that asks, and is answered by the test. */
  private static final class Asked implements PhoneLock {
    private final List<Runnable> known = new ArrayList<>();
    private final List<Runnable> notKnown = new ArrayList<>();

    @Override
    public boolean isSet(Context context) {
      return true;
    }

    @Override
    public void ask(FragmentActivity activity, Runnable whenKnown, Runnable whenNot) {
      known.add(whenKnown);
      notKnown.add(whenNot);
    }

    int times() {
      return known.size();
    }

    void known() {
      known.get(known.size() - 1).run();
    }

    void notKnown() {
      notKnown.get(notKnown.size() - 1).run();
    }
  }

  @Test
  public void start_lockedUnderASheet_coversItToo_andTheNextOne() {
    DialogFragment sheet = shown();
    settings.set(Settings.Switch.APP_LOCK, true);
    privacy(PhoneLock.OWN).onStart();
    assertThat(visibility(sheet)).isEqualTo(View.GONE);
    DialogFragment next = shown();
    assertThat(visibility(next)).isEqualTo(View.GONE);

    settings.set(Settings.Switch.APP_LOCK, false);
    privacy(PhoneLock.OWN).onStart();
    assertThat(visibility(sheet)).isEqualTo(View.VISIBLE);
    assertThat(visibility(next)).isEqualTo(View.VISIBLE);
  }

  @Test
  public void start_lockedUnderAQuestion_coversIt() {
    FragmentManager screens = activity.getSupportFragmentManager();
    AskDialog.whether("delete", "large", "Delete?", "It is gone then.", R.string.delete)
        .over(screens);
    screens.executePendingTransactions();
    settings.set(Settings.Switch.APP_LOCK, true);

    privacy(PhoneLock.OWN).onStart();

    DialogFragment question = (DialogFragment) screens.findFragmentByTag("delete");
    assertThat(visibility(question)).isEqualTo(View.GONE);
  }

  @Test
  public void start_screenshotsNotWanted_noSheetIsInThem_norTheNextOne() {
    DialogFragment sheet = shown();
    settings.set(Settings.Switch.HIDE_IN_RECENTS, true);
    Privacy privacy = privacy(PhoneLock.OWN);
    privacy.onStart();
    DialogFragment next = shown();
    assertThat(isSecret(sheet)).isTrue();
    assertThat(isSecret(next)).isTrue();

    settings.set(Settings.Switch.HIDE_IN_RECENTS, false);
    privacy.applyFlags();
    assertThat(isSecret(sheet)).isFalse();
    assertThat(isSecret(next)).isFalse();
  }

  private static boolean isSecret(DialogFragment sheet) {
    int flags = sheet.requireDialog().getWindow().getAttributes().flags;
    return (flags & WindowManager.LayoutParams.FLAG_SECURE) != 0;
  }

  private DialogFragment shown() {
    DialogFragment sheet = new DialogFragment();
    sheet.showNow(activity.getSupportFragmentManager(), null);
    return sheet;
  }

  private static int visibility(DialogFragment sheet) {
    return sheet.requireDialog().getWindow().getDecorView().getVisibility();
  }

  @Test
  public void start_lockOfThePhoneTakenAway_doesNotLockOut() {
    settings.set(Settings.Switch.APP_LOCK, true);
    ShadowBiometricManager biometrics =
        Shadow.extract(application.getSystemService(BiometricManager.class));
    biometrics.setCanAuthenticate(false);
    assertThat(PhoneLock.OWN.isSet(activity)).isFalse();
    privacy(PhoneLock.OWN).onStart();
    assertThat(content.getVisibility()).isEqualTo(View.VISIBLE);
  }

  @Test
  public void secure_followsItsSwitch() {
    Privacy privacy = privacy(PhoneLock.OWN);
    settings.set(Settings.Switch.HIDE_IN_RECENTS, true);
    privacy.applyFlags();
    assertThat(isSecure()).isTrue();
    settings.set(Settings.Switch.HIDE_IN_RECENTS, false);
    privacy.applyFlags();
    assertThat(isSecure()).isFalse();
  }

  @Test
  public void screen_staysOnWhileAnswering_ifItsUserWantsThat() {
    Privacy privacy = privacy(PhoneLock.OWN);
    privacy.keepScreenOn(true);
    assertThat(content.getKeepScreenOn()).isTrue();
    privacy.keepScreenOn(false);
    assertThat(content.getKeepScreenOn()).isFalse();
    settings.set(Settings.Switch.KEEP_SCREEN_ON, false);
    privacy.keepScreenOn(true);
    assertThat(content.getKeepScreenOn()).isFalse();
  }

  @Test
  public void haptics_switchedOff_feelNothing() {
    View button = new View(activity);
    Haptics.confirm(button);
    assertThat(shadowOf(button).lastHapticFeedbackPerformed()).isPositive();
    View silent = new View(activity);
    settings.set(Settings.Switch.HAPTICS, false);
    Haptics.confirm(silent);
    assertThat(shadowOf(silent).lastHapticFeedbackPerformed()).isEqualTo(-1);
  }

  private boolean isSecure() {
    return (activity.getWindow().getAttributes().flags & WindowManager.LayoutParams.FLAG_SECURE)
        != 0;
  }
}
