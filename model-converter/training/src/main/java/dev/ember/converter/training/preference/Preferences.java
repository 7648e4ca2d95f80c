package dev.ember.converter.training.preference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * All entries, split once into those to learn from and those held out. The split depends on an
 * entry's id alone, so that adding an entry moves no other, and a reward model is never judged by,
 * nor DPO trained on, what the other stages hold out.
 */
public final class Preferences {
  /** One entry of so many is held out. */
  private static final int HELD_OUT_ONE_IN = 10;

  private final List<PreferenceEntry> training = new ArrayList<>();
  private final List<PreferenceEntry> heldOut = new ArrayList<>();

  /**
   * @throws IllegalArgumentException if there is nothing to learn from
   */
  public Preferences(List<PreferenceEntry> entries) {
    for (PreferenceEntry entry : entries) {
      (isHeldOut(entry.id()) ? heldOut : training).add(entry);
    }
    if (training.isEmpty()) {
      throw new IllegalArgumentException(
          "expected preferences to learn from but found "
              + entries.size()
              + " of which "
              + heldOut.size()
              + " are held out");
    }
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

  /** A draw from a random entry to learn from. */
  public RankedAnswers draw(SplittableRandom random) {
    return training.get(random.nextInt(training.size())).draw(random);
  }

  private static boolean isHeldOut(String id) {
    CRC32 crc = new CRC32();
    crc.update(id.getBytes(StandardCharsets.UTF_8));
    return crc.getValue() % HELD_OUT_ONE_IN == 0;
  }
}
