package dev.ember.app.widget;

import android.content.Context;
import android.content.pm.PackageManager.NameNotFoundException;

/** The version of this app, as it was installed. */
public final class AppVersion {
  private AppVersion() {}

  public static String of(Context context) {
    try {
      return String.valueOf(
          context.getPackageManager().getPackageInfo(context.getPackageName(), 0).versionName);
    } catch (NameNotFoundException e) {
      throw new AssertionError("an app that runs is installed", e);
    }
  }
}
