package dev.ember.app.widget;

import android.app.Dialog;
import android.content.Context;
import android.view.View;
import com.google.android.material.sidesheet.SideSheetDialog;
import dev.ember.app.R;
import org.jspecify.annotations.Nullable;

/** A sheet at the side, which takes the place of one at the bottom in a wide window. */
public final class SideSheet {

  private SideSheet() {}

  /** Whether sheets come from the side here: from 840 dp of width on, unless the phone lies. */
  public static boolean isWanted(Context context) {
    return context.getResources().getBoolean(R.bool.side_sheets);
  }

  /** The dialog of such a sheet; its owner puts the content into it. */
  public static Dialog dialog(Context context) {
    SideSheetDialog dialog = new SideSheetDialog(context);
    FocusRing.over(dialog);
    return dialog;
  }

  /** Makes the sheet as wide as the design has it, once its content is there. */
  public static void widen(@Nullable Dialog dialog) {
    View sheet =
        dialog instanceof SideSheetDialog
            ? dialog.findViewById(com.google.android.material.R.id.m3_side_sheet)
            : null;
    if (sheet != null) {
      sheet.getLayoutParams().width =
          sheet.getResources().getDimensionPixelSize(R.dimen.side_sheet);
      sheet.requestLayout();
    }
  }
}
