package dev.ember.app.chat;

import android.view.View;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;

/** Says above the composer that it holds another wording of a question, and lets go of it. */
final class EditBar {
  private final View bar;
  private final View field;

  EditBar(View root, Runnable cancel) {
    bar = ViewCompat.requireViewById(root, R.id.edit_bar);
    field = ViewCompat.requireViewById(root, R.id.field);
    ViewCompat.requireViewById(root, R.id.edit_cancel).setOnClickListener(view -> cancel.run());
  }

  void show(boolean editing) {
    boolean begins = editing && bar.getVisibility() != View.VISIBLE;
    bar.setVisibility(editing ? View.VISIBLE : View.GONE);
    if (begins) {
      field.requestFocus();
    }
  }
}
