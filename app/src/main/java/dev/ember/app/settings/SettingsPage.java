package dev.ember.app.settings;

/** A page that the settings lead to. */
public enum SettingsPage {
  BENCHMARK,
  ABOUT,
  LICENCES
}
