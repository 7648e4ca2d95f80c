package dev.ember.app.jobs;

import dev.ember.app.library.BundleVerifier;

/**
 * How far a running job is.
 *
 * @param step what it does
 * @param done of {@code total}; bytes while copying or downloading, else thousandths
 * @param total 0 if unknown
 * @param perSecond of {@code done}; 0 until it can be measured
 * @param pause why it stands still, or {@link Pause#NONE}
 * @param check which of the {@link #CHECKS} of a bundle it is at, from 1; else 0
 */
public record JobProgress(
    Step step, long done, long total, float perSecond, Pause pause, int check) {
  /** How many things are looked at before a bundle is taken. */
  public static final int CHECKS = BundleVerifier.Check.values().length;

  /** Outside of the checks of a bundle. */
  public JobProgress(Step step, long done, long total, float perSecond, Pause pause) {
    this(step, done, total, perSecond, pause, 0);
  }

  /** What a job does, in this order; a bundle is not converted. */
  public enum Step {
    COPYING,
    DOWNLOADING,
    CONVERTING,
    /** The converted model against its source. */
    COMPARING,
    /** A bundle against its own hashes and golden answers. */
    CHECKING
  }

  /** Why a job stands still although nobody paused it. */
  public enum Pause {
    NONE,
    WARM,
    BATTERY_LOW,
    NO_NETWORK,
    METERED,
    /** Android has given all the time that it gives such work in a day. */
    NO_TIME
  }

  /** Whether it goes on with another network than there is. */
  public boolean waitsForNetwork() {
    return pause == Pause.NO_NETWORK || pause == Pause.METERED;
  }

  /** The same while it stands still. */
  JobProgress resting(Pause why) {
    return new JobProgress(step, done, total, 0, why, check);
  }

  /** 0 to 1000; 0 if the total is unknown. */
  public int permille() {
    return total <= 0 ? 0 : (int) Math.min(1_000, done * 1_000 / total);
  }

  /** Seconds to the end of this step at the present pace; -1 if nobody can say. */
  public long secondsLeft() {
    return total <= 0 || perSecond <= 0 ? -1 : (long) Math.ceil((total - done) / perSecond);
  }
}
