package dev.ember.app.widget;

import android.content.Context;
import androidx.appcompat.app.AlertDialog;
import com.google.android.material.dialog.MaterialAlertDialogBuilder;

/** Makes every dialog of the app: Material's, with a ring around whatever the keyboard is at. */
public final class DialogBuilder extends MaterialAlertDialogBuilder {
  public DialogBuilder(Context context) {
    super(context);
  }

  @Override
  public AlertDialog create() {
    AlertDialog dialog = super.create();
    FocusRing.over(dialog);
    return dialog;
  }
}
