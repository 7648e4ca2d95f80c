package dev.ember.app.widget;

import android.app.Dialog;
import android.os.Bundle;
import androidx.annotation.LayoutRes;
import com.google.android.material.bottomsheet.BottomSheetBehavior;
import com.google.android.material.bottomsheet.BottomSheetDialog;
import com.google.android.material.bottomsheet.BottomSheetDialogFragment;
import org.jspecify.annotations.Nullable;

/** A sheet that comes up in its full height, even where that is most of the screen. */
public abstract class ExpandedSheet extends BottomSheetDialogFragment {
  protected ExpandedSheet(@LayoutRes int layout) {
    super(layout);
  }

  @Override
  public Dialog onCreateDialog(@Nullable Bundle savedState) {
    BottomSheetDialog dialog = (BottomSheetDialog) super.onCreateDialog(savedState);
    dialog.getBehavior().setState(BottomSheetBehavior.STATE_EXPANDED);
    FocusRing.over(dialog);
    return dialog;
  }
}
