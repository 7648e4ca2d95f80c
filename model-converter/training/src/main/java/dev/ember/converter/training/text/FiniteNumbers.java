package dev.ember.converter.training.text;

import com.google.gson.JsonObject;

/** Measures as members of JSON, which has no word for what is not a number. */
public final class FiniteNumbers {
  private FiniteNumbers() {}

  /** Adds a measure; one that was taken of nothing is left out. */
  public static void add(JsonObject json, String name, double value) {
    if (Double.isFinite(value)) {
      json.addProperty(name, value);
    }
  }
}
