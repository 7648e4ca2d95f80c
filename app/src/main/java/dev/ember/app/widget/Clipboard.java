package dev.ember.app.widget;

import android.content.ClipData;
import android.content.ClipboardManager;
import android.content.Context;
import android.os.Build;
import android.widget.Toast;
import dev.ember.app.R;

/** The system's clipboard. */
public final class Clipboard {
  private final Context context;

  public Clipboard(Context context) {
    this.context = context;
  }

  /** Copies plain text and says so, unless the system (from Android 13 on) does that itself. */
  public void copy(String text) {
    context
        .getSystemService(ClipboardManager.class)
        .setPrimaryClip(ClipData.newPlainText(context.getString(R.string.app_name), text));
    if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) {
      Toast.makeText(context, R.string.copied, Toast.LENGTH_SHORT).show();
    }
  }
}
