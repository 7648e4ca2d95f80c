package dev.ember.app.settings;

import android.app.Dialog;
import android.content.DialogInterface;
import android.os.Bundle;
import android.view.View;
import android.widget.EditText;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.DialogFragment;
import com.google.android.material.dialog.MaterialAlertDialogBuilder;
import com.google.android.material.textfield.TextInputLayout;
import dev.ember.app.R;
import dev.ember.app.widget.AfterTyping;
import dev.ember.app.widget.DialogBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a passphrase; it comes back as a fragment result under {@link #REQUEST}, empty for none,
 * and absent where nobody wants to go on. What is typed is not kept over a rotation: it would be
 * written down with the window's state.
 */
public final class PassphraseDialog extends DialogFragment {
  public static final String REQUEST = "passphrase";
  public static final String PASSPHRASE = "passphrase";
  public static final String SUBJECT = "subject";
  public static final String SEALING = "sealing";

  private static final String WRONG = "wrong";

  /**
   * For a file that is to be sealed.
   *
   * @param subject comes back unchanged
   */
  public static PassphraseDialog toSeal(String subject) {
    PassphraseDialog dialog = toOpen(subject);
    dialog.requireArguments().putBoolean(SEALING, true);
    return dialog;
  }

  /** For a sealed file that is to be opened. */
  public static PassphraseDialog toOpen(String subject) {
    Bundle arguments = new Bundle();
    arguments.putString(SUBJECT, subject);
    PassphraseDialog dialog = new PassphraseDialog();
    dialog.setArguments(arguments);
    return dialog;
  }

  /** The same once more, below the word that the last one did not open it. */
  public static PassphraseDialog toOpenAgain(String subject) {
    PassphraseDialog dialog = toOpen(subject);
    dialog.requireArguments().putBoolean(WRONG, true);
    return dialog;
  }

  @Override
  public Dialog onCreateDialog(@Nullable Bundle savedState) {
    boolean sealing = requireArguments().getBoolean(SEALING);
    View view = getLayoutInflater().inflate(R.layout.dialog_passphrase, null);
    EditText field = ViewCompat.requireViewById(view, R.id.passphrase);
    field.setSaveEnabled(false);
    if (requireArguments().getBoolean(WRONG)) {
      TextInputLayout frame = ViewCompat.requireViewById(view, R.id.passphrase_layout);
      frame.setError(getString(R.string.backup_wrong_passphrase));
      field.addTextChangedListener((AfterTyping) typed -> frame.setError(null));
    }
    MaterialAlertDialogBuilder builder =
        new DialogBuilder(requireContext())
            .setTitle(sealing ? R.string.seal_title : R.string.open_title)
            .setView(view)
            .setPositiveButton(
                sealing ? R.string.seal : R.string.open_sealed,
                (dialog, which) -> deliver(field.getText().toString()));
    if (sealing) {
      builder
          .setMessage(R.string.seal_body)
          .setNeutralButton(R.string.no_seal, (dialog, which) -> deliver(""));
    }
    return builder.setNegativeButton(R.string.cancel, (dialog, which) -> dialog.cancel()).create();
  }

  /** By its button, by Back, or by a tap beside it. */
  @Override
  public void onCancel(DialogInterface dialog) {
    super.onCancel(dialog);
    deliver(null);
  }

  private void deliver(@Nullable String passphrase) {
    Bundle result = new Bundle(requireArguments());
    result.putString(PASSPHRASE, passphrase);
    getParentFragmentManager().setFragmentResult(REQUEST, result);
  }
}
