package dev.ember.converter.training.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run is: its stage and every setting that changes its result, in the words of its options.
 * A run goes on only with the settings that it began with.
 */
public final class RunSettings {
  private final String stage;
  private final Map<String, String> values = new LinkedHashMap<>();

  public RunSettings(String stage) {
    this.stage = stage;
  }

  /** Adds a setting. */
  public RunSettings with(String name, Object value) {
    values.put(name, String.valueOf(value));
    return this;
  }

  public String stage() {
    return stage;
  }

  /** By name, in the order in which they were added. */
  public Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }
}
