package dev.ember.converter.training.loop;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** The random source of one step: a function of the run's seed, the stage and the step alone. */
public final class StepSeed {
  /** The odd constant of SplitMix64 (Steele et al. 2014): neighbours become unrelated seeds. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private StepSeed() {}

  public static SplittableRandom random(long seed, String stage, int step) {
    CRC32 crc = new CRC32();
    crc.update(stage.getBytes(StandardCharsets.UTF_8));
    return new SplittableRandom((seed * GOLDEN + crc.getValue()) * GOLDEN + step);
  }
}
