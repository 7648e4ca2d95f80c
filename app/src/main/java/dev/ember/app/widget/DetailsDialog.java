package dev.ember.app.widget;

import android.app.Dialog;
import android.os.Bundle;
import android.widget.TextView;
import androidx.fragment.app.DialogFragment;
import dev.ember.app.R;
import org.jspecify.annotations.Nullable;

/** A text to read, to select from and to copy: an error's details, or a whole message. */
public final class DetailsDialog extends DialogFragment {
  private static final String TITLE = "title";
  private static final String TEXT = "text";

  public static DetailsDialog of(String title, String text) {
    Bundle arguments = new Bundle();
    arguments.putString(TITLE, title);
    arguments.putString(TEXT, text);
    DetailsDialog dialog = new DetailsDialog();
    dialog.setArguments(arguments);
    return dialog;
  }

  @Override
  public Dialog onCreateDialog(@Nullable Bundle savedState) {
    Bundle arguments = requireArguments();
    String text = arguments.getString(TEXT, "");
    return new DialogBuilder(requireContext())
        .setTitle(arguments.getString(TITLE))
        .setMessage(text)
        .setNegativeButton(
            R.string.copy, (dialog, which) -> new Clipboard(requireContext()).copy(text))
        .setPositiveButton(R.string.close, null)
        .create();
  }

  @Override
  public void onStart() {
    super.onStart();
    TextView message = requireDialog().findViewById(android.R.id.message);
    message.setTextIsSelectable(true);
  }
}
