package dev.ember.app.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import android.content.Context;
import android.content.pm.PackageManager.NameNotFoundException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** What this app is made of. */
final class About {
  private static final String LICENCES = "licences.txt";
  private static final int BUFFER_BYTES = 1 << 13;

  private About() {}

  static String version(Context context) {
    try {
      return String.valueOf(
          context.getPackageManager().getPackageInfo(context.getPackageName(), 0).versionName);
    } catch (NameNotFoundException e) {
      throw new AssertionError("an app that runs is installed", e);
    }
  }

  /** Every library in the app with its licence; a test holds the list to the build's. */
  static String licences(Context context) {
    try (InputStream in = context.getAssets().open(LICENCES)) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        text.write(buffer, 0, read);
      }
      return new String(text.toByteArray(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError("the list is in every APK", e);
    }
  }
}
