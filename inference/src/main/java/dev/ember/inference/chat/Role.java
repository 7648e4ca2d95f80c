package dev.ember.inference.chat;

import java.util.Locale;

/** Who speaks. */
public enum Role {
  SYSTEM,
  USER,
  ASSISTANT;

  /** The name by which chat templates and JSON files know the role: {@code "user"}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
