package dev.ember.app.widget;

import android.app.Dialog;
import android.os.Bundle;
import android.text.InputType;
import android.view.View;
import android.view.WindowManager;
import android.view.inputmethod.EditorInfo;
import android.widget.EditText;
import androidx.annotation.StringRes;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.DialogFragment;
import com.google.android.material.textfield.TextInputLayout;
import dev.ember.app.R;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A dialog with one field. What was typed comes back as a fragment result, so that it survives a
 * rotation in between: key {@link #requestKey}, values {@link #TEXT} and {@link #SUBJECT}.
 */
public final class FieldDialog extends DialogFragment {

  /** What was typed. */
  public static final String TEXT = "text";

  /** What the dialog was about, as its opener named it: a chat's id, a setting's name. */
  public static final String SUBJECT = "subject";

  private static final int MOST_LINES = 8;

  private static final String REQUEST = "request";
  private static final String TITLE = "title";
  private static final String HINT = "hint";
  private static final String BUTTON = "button";
  private static final String KIND = "kind";

  /** What is typed. */
  public enum Kind {
    NAME,
    /** One word, which begins small unless its writer wants otherwise. */
    WORD,
    /** Several lines, a sentence of hint above the field. */
    TEXT,
    /** The keyboard with digits, the range below the field. */
    NUMBER
  }

  /** What the dialog says. */
  public record Words(@StringRes int title, String hint, @StringRes int button, Kind kind) {}

  /**
   * @param requestKey under which the result comes
   * @param subject comes back unchanged
   * @param text to begin with, selected
   */
  public static FieldDialog of(String requestKey, String subject, String text, Words words) {
    Bundle arguments = new Bundle();
    arguments.putString(REQUEST, requestKey);
    arguments.putString(SUBJECT, subject);
    arguments.putString(TEXT, text);
    arguments.putInt(TITLE, words.title());
    arguments.putString(HINT, words.hint());
    arguments.putInt(BUTTON, words.button());
    arguments.putString(KIND, words.kind().name());
    FieldDialog dialog = new FieldDialog();
    dialog.setArguments(arguments);
    return dialog;
  }

  @Override
  public Dialog onCreateDialog(@Nullable Bundle savedState) {
    Bundle arguments = requireArguments();
    View view = getLayoutInflater().inflate(R.layout.dialog_field, null);
    EditText field = ViewCompat.requireViewById(view, R.id.dialog_field);
    TextInputLayout frame = ViewCompat.requireViewById(view, R.id.field_layout);
    switch (Kind.valueOf(arguments.getString(KIND, Kind.NAME.name()))) {
      case NUMBER -> {
        field.setInputType(InputType.TYPE_CLASS_NUMBER | InputType.TYPE_NUMBER_FLAG_DECIMAL);
        frame.setHelperText(arguments.getString(HINT));
      }
      case NAME -> {
        field.setInputType(InputType.TYPE_CLASS_TEXT | InputType.TYPE_TEXT_FLAG_CAP_SENTENCES);
        frame.setHint(arguments.getString(HINT));
      }
      case WORD -> {
        field.setInputType(InputType.TYPE_CLASS_TEXT);
        frame.setHint(arguments.getString(HINT));
      }
      case TEXT -> {
        field.setInputType(
            InputType.TYPE_CLASS_TEXT
                | InputType.TYPE_TEXT_FLAG_CAP_SENTENCES
                | InputType.TYPE_TEXT_FLAG_MULTI_LINE);
        field.setSingleLine(false);
        field.setMaxLines(MOST_LINES);
        frame.setHelperText(arguments.getString(HINT));
      }
    }
    if (savedState == null) {
      field.setText(arguments.getString(TEXT));
    }
    Dialog dialog =
        new DialogBuilder(requireContext())
            .setTitle(arguments.getInt(TITLE))
            .setView(view)
            .setNegativeButton(R.string.cancel, null)
            .setPositiveButton(arguments.getInt(BUTTON), (d, which) -> deliver(field))
            .create();
    field.setOnEditorActionListener(
        (v, action, event) -> {
          if (action != EditorInfo.IME_ACTION_DONE) {
            return false;
          }
          deliver(field);
          dismiss();
          return true;
        });
    Objects.requireNonNull(dialog.getWindow(), "window of a new dialog")
        .setSoftInputMode(WindowManager.LayoutParams.SOFT_INPUT_STATE_VISIBLE);
    field.requestFocus();
    return dialog;
  }

  /** A hint below the field does not name it, so the title does. */
  @Override
  public void onStart() {
    super.onStart();
    View title = requireDialog().findViewById(androidx.appcompat.R.id.alertTitle);
    Objects.requireNonNull(title, "title of a shown dialog").setLabelFor(R.id.dialog_field);
  }

  private void deliver(EditText field) {
    Bundle result = new Bundle();
    result.putString(SUBJECT, requireArguments().getString(SUBJECT));
    result.putString(TEXT, field.getText().toString());
    getParentFragmentManager()
        .setFragmentResult(
            Objects.requireNonNull(requireArguments().getString(REQUEST), REQUEST), result);
  }
}
