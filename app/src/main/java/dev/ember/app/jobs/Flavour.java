package dev.ember.app.jobs;

import android.Manifest;
import android.content.Context;
import android.content.pm.PackageManager;

/** Which of its two flavours the app is: both are made of the same code. */
public final class Flavour {
  private Flavour() {}

  /**
   * Whether this flavour of the app has a network at all. What only one with a network does stands
   * behind this: R8 takes it for false in the release of the other ({@code offline.pro}), and
   * leaves out the network's client with all that it stands on.
   */
  public static boolean downloads(Context context) {
    return context.checkSelfPermission(Manifest.permission.INTERNET)
        == PackageManager.PERMISSION_GRANTED;
  }
}
