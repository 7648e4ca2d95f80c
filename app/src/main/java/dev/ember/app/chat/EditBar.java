package dev.ember.app.chat;

import android.view.View;
import android.view.ViewStub;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;

/** Says above the composer that it holds another wording of a question, and lets go of it. */
final class EditBar {
  private final ViewStub bar;
  private final View field;
  private boolean shown;

  EditBar(View root, Runnable cancel) {
    bar = ViewCompat.requireViewById(root, R.id.edit_bar);
    field = ViewCompat.requireViewById(root, R.id.field);
    bar.setOnInflateListener(
        (place, made) ->
            ViewCompat.requireViewById(made, R.id.edit_cancel)
                .setOnClickListener(view -> cancel.run()));
  }

  void show(boolean editing) {
    boolean begins = editing && !shown;
    shown = editing;
    bar.setVisibility(editing ? View.VISIBLE : View.GONE);
    if (begins) {
      field.requestFocus();
    }
  }
}
