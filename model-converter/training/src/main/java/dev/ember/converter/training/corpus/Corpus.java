package dev.ember.converter.training.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * All units of a recipe, split once into those to train on and those held out. The split depends on
 * a unit's id alone, so adding a unit moves no other.
 */
public final class Corpus {
  /** One unit of so many is held out. */
  private static final int HELD_OUT_ONE_IN = 25;

  private static final String SLOTS = "slots.json";

  private final List<CorpusUnit> training = new ArrayList<>();
  private final List<CorpusUnit> heldOut = new ArrayList<>();
  private final Map<String, List<String>> slotLists;

  /** A corpus of the given units and lists. */
  public Corpus(List<CorpusUnit> units, Map<String, List<String>> slotLists) {
    this.slotLists = Map.copyOf(slotLists);
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
    try (BufferedReader json = open(name, SLOTS)) {
      return new Corpus(units, CorpusReader.slotLists(json));
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
