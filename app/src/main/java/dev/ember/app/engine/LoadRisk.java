package dev.ember.app.engine;

import org.jspecify.annotations.Nullable;

/** Why a load had better not be tried without asking. */
public sealed interface LoadRisk {

  /**
   * The phone has less memory than the model needs.
   *
   * @param neededBytes weights, cache and what it works in, at the least
   * @param freeBytes that the phone could give when it was asked
   * @param smallerWindow tokens of one with which it needs less; null if none helps
   * @param parts of what it needs; null where nobody knows them
   */
  record LittleMemory(
      long neededBytes, long freeBytes, @Nullable Integer smallerWindow, @Nullable Parts parts)
      implements LoadRisk {

    /** Of which the sum alone is known. */
    public LittleMemory(long neededBytes, long freeBytes, @Nullable Integer smallerWindow) {
      this(neededBytes, freeBytes, smallerWindow, null);
    }
  }

  /** What a loaded model takes, in bytes. */
  record Parts(long weights, long chat, long work) {
    public long sum() {
      return weights + chat + work;
    }
  }

  /**
   * A process died of the model.
   *
   * @param atMs since the epoch
   * @param answering whether it was at the first prompt, the model being loaded by then
   * @param cpuMayHelp whether it would run on the GPU again, so that there is another way
   * @param smallerWindow tokens of one that it may be tried with
   */
  record Died(Cause cause, long atMs, boolean answering, boolean cpuMayHelp, int smallerWindow)
      implements LoadRisk {}

  /** What ended the process. */
  enum Cause {
    /** The phone took the memory back. */
    MEMORY,
    /** The code that computes the model, or a driver. */
    CRASH,
    /** The phone does not say: before Android 11, and sometimes later. */
    UNKNOWN
  }
}
