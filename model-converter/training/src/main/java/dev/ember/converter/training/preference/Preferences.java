package dev.ember.converter.training.preference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * All entries, split once into those to learn from and those held out. Either what is held out has
 * a file of its own, or the split depends on an entry's id alone, so that adding an entry moves no
 * other, and a reward model is never judged by, nor DPO trained on, what the other stages hold out.
 *
 * <p>Trap: held out is only what no stage before learned. Pairs of units that {@code sft} learned
 * are none, whatever their ids: their held-out pairs need a file of their own.
 */
public final class Preferences {
  /** One entry of so many is held out. */
  private static final int HELD_OUT_ONE_IN = 10;

  private final List<PreferenceEntry> training = new ArrayList<>();
  private final List<PreferenceEntry> heldOut = new ArrayList<>();

  /** Splits by id. */
  public Preferences(List<PreferenceEntry> entries) {
    for (PreferenceEntry entry : entries) {
      (isHeldOut(entry.id()) ? heldOut : training).add(entry);
    }
  }

  /**
   * Takes both parts as they are.
   *
   * @throws IllegalArgumentException if an id stands in both
   */
  public Preferences(List<PreferenceEntry> training, List<PreferenceEntry> heldOut) {
    Set<String> learned = new HashSet<>();
    training.forEach(entry -> learned.add(entry.id()));
    for (PreferenceEntry entry : heldOut) {
      if (learned.contains(entry.id())) {
        throw new IllegalArgumentException(
            "expected held-out pairs that are nowhere to learn from but found "
                + entry.id()
                + " in both");
      }
    }
    this.training.addAll(training);
    this.heldOut.addAll(heldOut);
  }

  public List<PreferenceEntry> training() {
    return List.copyOf(training);
  }

  public List<PreferenceEntry> heldOut() {
    return List.copyOf(heldOut);
  }

  /** One draw from every held-out entry that fits, the same in every run. */
  public List<RankedAnswers> heldOutAnswers(Predicate<RankedAnswers> fits) {
    SplittableRandom random = new SplittableRandom(0);
    return heldOut.stream().map(entry -> entry.draw(random)).filter(fits).toList();
  }

  /** A draw from a random entry to learn from, of which there must be one. */
  public RankedAnswers draw(SplittableRandom random) {
    return training.get(random.nextInt(training.size())).draw(random);
  }

  private static boolean isHeldOut(String id) {
    CRC32 crc = new CRC32();
    crc.update(id.getBytes(StandardCharsets.UTF_8));
    return crc.getValue() % HELD_OUT_ONE_IN == 0;
  }
}
