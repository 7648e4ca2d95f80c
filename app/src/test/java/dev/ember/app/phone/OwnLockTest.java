package dev.ember.app.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.app.Application;
import android.app.KeyguardManager;
import android.content.Context;
import android.content.Intent;
import android.os.Build;
import android.os.Looper;
import androidx.biometric.BiometricManager.Authenticators;
import androidx.biometric.BiometricPrompt;
import androidx.fragment.app.FragmentActivity;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.R;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowActivity;

/** The question that the phone asks for the app, by AndroidX's real code. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class)
public final class OwnLockTest {
  private final List<String> heard = new ArrayList<>();

  /** A finger, a face or the screen's lock; AndroidX refuses what an Android does not have. */
  @Test
  public void question_isOfAnyKindOfLockAndSaysForWhat() {
    BiometricPrompt.PromptInfo question = OwnLock.question(context());

    assertThat(question.getTitle().toString())
        .isEqualTo(context().getString(R.string.unlock_title));
    assertThat(question.getAllowedAuthenticators())
        .isEqualTo(Authenticators.BIOMETRIC_WEAK | Authenticators.DEVICE_CREDENTIAL);
    assertThat(question.isConfirmationRequired()).as("a face alone opens nothing").isTrue();
  }

  @Test
  @Config(sdk = Build.VERSION_CODES.O)
  public void isSet_onAPhoneWithoutASensor_isWhetherItsScreenHasALock() {
    assertThat(PhoneLock.OWN.isSet(context())).isFalse();
    lockTheScreen();
    assertThat(PhoneLock.OWN.isSet(context())).isTrue();
  }

  @Test
  @Config(sdk = Build.VERSION_CODES.O)
  public void ask_onAPhoneWithoutASensor_isKnownByTheLockOfItsScreen() {
    lockTheScreen();
    try (ActivityController<FragmentActivity> window = window()) {
      answer(window.get(), Activity.RESULT_OK);
      assertThat(heard).containsExactly("known");
    }
  }

  @Test
  @Config(sdk = Build.VERSION_CODES.O)
  public void ask_andBackIsPressed_isNotKnown() {
    lockTheScreen();
    try (ActivityController<FragmentActivity> window = window()) {
      answer(window.get(), Activity.RESULT_CANCELED);
      assertThat(heard).containsExactly("not known");
    }
  }

  private void answer(FragmentActivity activity, int result) {
    PhoneLock.OWN.ask(activity, () -> heard.add("known"), () -> heard.add("not known"));
    shadowOf(Looper.getMainLooper()).idle();
    ShadowActivity asked = shadowOf(activity);
    ShadowActivity.IntentForResult question =
        Objects.requireNonNull(asked.getNextStartedActivityForResult(), "question");
    assertThat(question.intent.getAction()).isEqualTo(CONFIRM);
    assertThat(question.intent.getCharSequenceExtra(TITLE).toString())
        .isEqualTo(activity.getString(R.string.unlock_title));
    asked.receiveResult(question.intent, result, new Intent());
    shadowOf(Looper.getMainLooper()).idle();
  }

  private static final String CONFIRM = "android.app.action.CONFIRM_DEVICE_CREDENTIAL";
  private static final String TITLE = "android.app.extra.TITLE";

  private static ActivityController<FragmentActivity> window() {
    return Robolectric.buildActivity(FragmentActivity.class).setup();
  }

  private static void lockTheScreen() {
    shadowOf(context().getSystemService(KeyguardManager.class)).setIsDeviceSecure(true);
    shadowOf(context().getSystemService(KeyguardManager.class)).setIsKeyguardSecure(true);
  }

  private static Context context() {
    return ApplicationProvider.getApplicationContext();
  }
}
