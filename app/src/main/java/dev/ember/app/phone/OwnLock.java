package dev.ember.app.phone;

import android.content.Context;
import androidx.biometric.BiometricManager;
import androidx.biometric.BiometricManager.Authenticators;
import androidx.biometric.BiometricPrompt;
import androidx.core.content.ContextCompat;
import androidx.fragment.app.FragmentActivity;
import dev.ember.app.R;

/** By Android's own question. */
final class OwnLock implements PhoneLock {
  /** The lock of the screen, if nothing better is set up. */
  private static final int KEYS = Authenticators.BIOMETRIC_WEAK | Authenticators.DEVICE_CREDENTIAL;

  @Override
  public boolean isSet(Context context) {
    return BiometricManager.from(context).canAuthenticate(KEYS)
        == BiometricManager.BIOMETRIC_SUCCESS;
  }

  @Override
  public void ask(FragmentActivity activity, Runnable known, Runnable notKnown) {
    BiometricPrompt prompt =
        new BiometricPrompt(
            activity,
            ContextCompat.getMainExecutor(activity),
            new BiometricPrompt.AuthenticationCallback() {
              @Override
              public void onAuthenticationSucceeded(BiometricPrompt.AuthenticationResult result) {
                known.run();
              }

              @Override
              public void onAuthenticationError(int code, CharSequence words) {
                notKnown.run();
              }
            });
    prompt.authenticate(question(activity));
  }

  static BiometricPrompt.PromptInfo question(Context context) {
    return new BiometricPrompt.PromptInfo.Builder()
        .setTitle(context.getString(R.string.unlock_title))
        .setAllowedAuthenticators(KEYS)
        .build();
  }
}
