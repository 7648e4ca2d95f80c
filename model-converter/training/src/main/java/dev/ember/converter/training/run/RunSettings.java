package dev.ember.converter.training.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run is: its stage and every setting that changes its result, in the words of its options,
 * and what lay at the paths among them. A run goes on only with what it began with.
 */
public final class RunSettings {
  private final String stage;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> contents = new LinkedHashMap<>(); // SHA-256

  public RunSettings(String stage) {
    this.stage = stage;
  }

  /** Adds a setting. */
  public RunSettings with(String name, Object value) {
    values.put(name, String.valueOf(value));
    return this;
  }

  /**
   * Adds what the files of a setting hold.
   *
   * @param name of the setting
   * @param paths files, and folders of models
   */
  public RunSettings reading(String name, Collection<Path> paths) throws IOException {
    contents.put(name, ContentHash.of(paths));
    return this;
  }

  public String stage() {
    return stage;
  }

  /** By name, in the order in which they were added. */
  public Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** The SHA-256 of what the files of a setting hold, by the setting's name. */
  public Map<String, String> contents() {
    return Collections.unmodifiableMap(contents);
  }
}
