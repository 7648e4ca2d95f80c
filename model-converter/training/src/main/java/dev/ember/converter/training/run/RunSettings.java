package dev.ember.converter.training.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run is: its stage and every setting that changes its result, in the words of its options,
 * and what lay at the paths among them. A run goes on only with what it began with.
 */
public final class RunSettings {
  private final String stage;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> usual = new LinkedHashMap<>(); // of settings that are new
  private final Map<String, String> contents = new LinkedHashMap<>(); // SHA-256
  private final Map<String, Map<String, String>> files = new LinkedHashMap<>(); // SHA-256 of each
  private final Map<String, List<Path>> read = new LinkedHashMap<>(); // whose contents count

  public RunSettings(String stage) {
    this.stage = stage;
  }

  /** Adds a setting. */
  public RunSettings with(String name, Object value) {
    values.put(name, String.valueOf(value));
    return this;
  }

  /**
   * Adds a setting that older runs do not have.
   *
   * @param before what they did
   */
  public RunSettings withNew(String name, Object value, Object before) {
    usual.put(name, String.valueOf(before));
    return with(name, value);
  }

  /**
   * Adds what the files of a setting hold.
   *
   * @param name of the setting
   * @param paths files, and folders of models
   */
  public RunSettings reading(String name, Collection<Path> paths) throws IOException {
    ContentHash hash = ContentHash.of(paths);
    contents.put(name, hash.whole());
    files.put(name, hash.files());
    read.put(name, List.copyOf(paths));
    return this;
  }

  public String stage() {
    return stage;
  }

  /** By name, in the order in which they were added. */
  public Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** What runs did before they had a setting, by its name. */
  Map<String, String> usual() {
    return Collections.unmodifiableMap(usual);
  }

  /** The SHA-256 of each file of a setting by its path, by the setting's name. */
  Map<String, Map<String, String>> files() {
    return Collections.unmodifiableMap(files);
  }

  /** The files and folders of each setting that has some, by its name. */
  Map<String, List<Path>> read() {
    return Collections.unmodifiableMap(read);
  }

  /** The SHA-256 of what the files of a setting hold together, by the setting's name. */
  public Map<String, String> contents() {
    return Collections.unmodifiableMap(contents);
  }
}
