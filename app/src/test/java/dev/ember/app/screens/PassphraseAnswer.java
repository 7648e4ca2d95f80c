package dev.ember.app.screens;

import android.app.Activity;
import android.net.Uri;
import android.os.Bundle;
import androidx.fragment.app.FragmentActivity;
import dev.ember.app.settings.PassphraseDialog;

/** What the dialog for the passphrase of a backup answers, without the dialog. */
final class PassphraseAnswer {
  private PassphraseAnswer() {}

  /**
   * @param sealing whether a backup is written, or else read
   * @param passphrase empty for a backup that is not sealed
   */
  static void give(Activity activity, Uri file, boolean sealing, String passphrase) {
    Bundle answer = new Bundle();
    answer.putString(PassphraseDialog.SUBJECT, file.toString());
    answer.putString(PassphraseDialog.PASSPHRASE, passphrase);
    answer.putBoolean(PassphraseDialog.SEALING, sealing);
    ((FragmentActivity) activity)
        .getSupportFragmentManager()
        .setFragmentResult(PassphraseDialog.REQUEST, answer);
  }
}
