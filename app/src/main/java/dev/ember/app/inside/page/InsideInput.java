package dev.ember.app.inside.page;

import android.view.View;
import android.view.inputmethod.EditorInfo;
import android.widget.EditText;
import androidx.core.view.ViewCompat;
import androidx.core.view.WindowCompat;
import androidx.core.view.WindowInsetsCompat;
import dev.ember.app.R;
import dev.ember.app.widget.AfterTyping;
import java.util.function.Consumer;

/**
 * The line with the text that a screen looks at, the reader's own. The system keeps it over the
 * death of the process.
 */
public final class InsideInput {
  private final EditText field;
  private final View clear;
  private final Consumer<String> changed;

  /**
   * @param first to begin with, unless the system gives back what was typed
   * @param changed hears the text whenever it is another, the first one too
   */
  InsideInput(View root, String first, Consumer<String> changed) {
    this.changed = changed;
    field = ViewCompat.requireViewById(root, R.id.inside_field);
    clear = ViewCompat.requireViewById(root, R.id.inside_clear);
    field.addTextChangedListener(
        (AfterTyping)
            now -> {
              clear.setVisibility(now.length() == 0 ? View.INVISIBLE : View.VISIBLE);
              changed.accept(now.toString());
            });
    field.setText(first);
    field.setOnEditorActionListener(
        (view, action, event) -> action == EditorInfo.IME_ACTION_DONE && hideKeyboard());
    clear.setOnClickListener(
        view -> {
          field.setText("");
          field.requestFocus();
        });
  }

  private boolean hideKeyboard() {
    field.clearFocus();
    WindowCompat.getInsetsController(((android.app.Activity) field.getContext()).getWindow(), field)
        .hide(WindowInsetsCompat.Type.ime());
    return true;
  }

  /** Tells the text once more, for what is made of it is another. */
  void tellAgain() {
    changed.accept(text());
  }

  public String text() {
    return field.getText().toString();
  }

  public void setText(String text) {
    field.setText(text);
  }
}
