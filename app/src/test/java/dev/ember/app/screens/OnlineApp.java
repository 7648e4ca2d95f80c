package dev.ember.app.screens;

import static org.robolectric.Shadows.shadowOf;

import android.Manifest;

/** The flavour with a network from its start on: tests have the manifest of the other. */
public final class OnlineApp extends ScriptedApp {
  @Override
  public void onCreate() {
    shadowOf(this).grantPermissions(Manifest.permission.INTERNET);
    super.onCreate();
  }
}
