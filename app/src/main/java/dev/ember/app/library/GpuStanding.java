package dev.ember.app.library;

import dev.ember.inference.backend.trust.Choice;

/**
 * How it stands with the GPU and one model.
 *
 * @param choice what the user lets models run on
 * @param ownThreads whether the user has set threads of the CPU for this model, so that computes
 * @param mayCheck whether a check could find out more: there is nothing in its way
 * @param cpuWrong whether the model is run by a CPU that gave wrong answers
 */
public record GpuStanding(
    GpuVerdict verdict, Choice choice, boolean ownThreads, boolean mayCheck, boolean cpuWrong) {

  /** Whether it was found to be right, and faster than the CPU. */
  public boolean isWorthIt() {
    return verdict instanceof GpuVerdict.Right right && right.pace() == GpuVerdict.Pace.FASTER;
  }
}
