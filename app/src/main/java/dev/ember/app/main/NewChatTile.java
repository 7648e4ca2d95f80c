package dev.ember.app.main;

import android.annotation.SuppressLint;
import android.app.PendingIntent;
import android.content.Context;
import android.content.Intent;
import android.os.Build;
import android.service.quicksettings.TileService;
import androidx.annotation.RequiresApi;

/** A tile of the quick settings that opens a new chat. */
public final class NewChatTile extends TileService {

  /** What a tap starts. */
  public static Intent newChat(Context context) {
    return new Intent(context, MainActivity.class)
        .setAction(Arrival.NEW_CHAT)
        .addFlags(Intent.FLAG_ACTIVITY_NEW_TASK);
  }

  @Override
  public void onClick() {
    Intent newChat = newChat(this);
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE) {
      start(newChat);
    } else {
      startBefore34(newChat);
    }
  }

  @RequiresApi(Build.VERSION_CODES.UPSIDE_DOWN_CAKE)
  private void start(Intent newChat) {
    startActivityAndCollapse(
        PendingIntent.getActivity(this, 0, newChat, PendingIntent.FLAG_IMMUTABLE));
  }

  @SuppressLint("StartActivityAndCollapseDeprecated")
  @SuppressWarnings("deprecation") // the other one came with Android 14
  private void startBefore34(Intent newChat) {
    startActivityAndCollapse(newChat);
  }
}
