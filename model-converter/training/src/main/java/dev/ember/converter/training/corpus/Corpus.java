package dev.ember.converter.training.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * All units of a recipe, split once into those to train on and those held out. The split depends on
 * a unit's id alone, so adding a unit moves no other.
 */
public final class Corpus {
  /** One unit of so many is held out. */
  private static final int HELD_OUT_ONE_IN = 25;

  private static final String SLOTS = "slots"; // slots.json, slots_words.json
  private static final String FRAMES = "frames.json";
  private static final String LISTS = ".json";
  private static final String UNITS = ".jsonl";

  /** Files of better and worse answers, which are no conversations. */
  private static final String RANKED = "prefs";

  private final List<CorpusUnit> training = new ArrayList<>();
  private final List<CorpusUnit> heldOut = new ArrayList<>();
  private final Map<String, List<String>> slotLists;
  private final Frames frames;

  /** A corpus of the given units and lists. */
  public Corpus(List<CorpusUnit> units, Map<String, List<String>> slotLists) {
    this(units, slotLists, Frames.NONE);
  }

  private Corpus(List<CorpusUnit> units, Map<String, List<String>> slotLists, Frames frames) {
    this.slotLists = Map.copyOf(slotLists);
    this.frames = frames;
    for (CorpusUnit unit : units) {
      (isHeldOut(unit.id()) ? heldOut : training).add(unit);
    }
  }

  /**
   * Reads a corpus that lies beside this class.
   *
   * @param name of the folder: {@code "tiny"}
   * @param sources names of its files without {@code .jsonl}
   */
  public static Corpus load(String name, List<String> sources) throws IOException {
    List<CorpusUnit> units = new ArrayList<>();
    for (String source : sources) {
      try (BufferedReader lines = open(name, source + ".jsonl")) {
        units.addAll(CorpusReader.units(source, lines));
      }
    }
    try (BufferedReader json = open(name, SLOTS + LISTS)) {
      return new Corpus(units, CorpusReader.lists(SLOTS + LISTS, json));
    }
  }

  /**
   * Reads a corpus that lies in a folder: every {@code .jsonl} file but those of ranked answers,
   * the lists of every {@code slots*.json}, and {@code frames.json} where there is one.
   *
   * @throws IOException naming file and line of what cannot be read, or if an id or a list stands
   *     twice
   */
  public static Corpus read(Path folder) throws IOException {
    List<CorpusUnit> units = new ArrayList<>();
    for (Path file : unitFiles(folder)) {
      try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        units.addAll(CorpusReader.units(sourceOf(file), lines));
      }
    }
    if (units.isEmpty()) {
      throw new IOException(folder + ": expected files of units but found none");
    }
    requireOwnIds(folder, units);
    return new Corpus(units, slotLists(folder), frames(folder));
  }

  private static Map<String, List<String>> slotLists(Path folder) throws IOException {
    Map<String, List<String>> all = new HashMap<>();
    for (Path file : files(folder, LISTS)) {
      if (file.getFileName().toString().startsWith(SLOTS)) {
        for (Map.Entry<String, List<String>> list : lists(file).entrySet()) {
          if (all.put(list.getKey(), list.getValue()) != null) {
            throw new IOException(
                file + ": expected a list of a new name but found " + list.getKey() + " again");
          }
        }
      }
    }
    return all;
  }

  private static Frames frames(Path folder) throws IOException {
    Path file = folder.resolve(FRAMES);
    if (!Files.exists(file)) {
      return Frames.NONE;
    }
    try {
      return new Frames(lists(file));
    } catch (IllegalArgumentException e) { // a frame without a place for the question
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads lists by name from one file, as those that fill slots.
   *
   * @throws IOException naming the file if it is none of such lists
   */
  public static Map<String, List<String>> lists(Path file) throws IOException {
    try (BufferedReader json = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return CorpusReader.lists(file.toString(), json);
    }
  }

  private static List<Path> unitFiles(Path folder) throws IOException {
    return files(folder, UNITS).stream()
        .filter(file -> !sourceOf(file).startsWith(RANKED))
        .toList();
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  private static String sourceOf(Path file) {
    return file.getFileName().toString().replace(UNITS, "");
  }

  private static void requireOwnIds(Path folder, List<CorpusUnit> units) throws IOException {
    Set<String> ids = new HashSet<>();
    for (CorpusUnit unit : units) {
      if (!ids.add(unit.id())) {
        throw new IOException(
            folder + ": expected an id of its own for each unit but found " + unit.id() + " twice");
      }
    }
  }

  public List<CorpusUnit> training() {
    return List.copyOf(training);
  }

  public List<CorpusUnit> heldOut() {
    return List.copyOf(heldOut);
  }

  /** The lists that fill slots: name to values. */
  public Map<String, List<String>> slotLists() {
    return slotLists;
  }

  /** Draws from units with this corpus' lists, and its frames around questions. */
  Expander expander() {
    return new Expander(slotLists, frames);
  }

  static boolean isHeldOut(String id) {
    CRC32 crc = new CRC32();
    crc.update(id.getBytes(StandardCharsets.UTF_8));
    return crc.getValue() % HELD_OUT_ONE_IN == 0;
  }

  private static BufferedReader open(String name, String file) throws IOException {
    InputStream stream = Corpus.class.getResourceAsStream(name + "/" + file);
    if (stream == null) {
      throw new IOException("expected the corpus file " + name + "/" + file + " but there is none");
    }
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }
}
