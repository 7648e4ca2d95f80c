package dev.ember.inference.backend.trust;

/**
 * How long anything may take.
 *
 * @param trialMs a whole trial, compiling included
 * @param callMs a single call in a chat
 * @param speedNanos each of the two measurements of a trial
 */
public record Limits(long trialMs, long callMs, long speedNanos) {
  /**
   * A driver may compile for half a minute, and a slow phone reads the golden prompts for as long;
   * what takes four times that will not end. A call in a chat is at most a chunk of a prompt, or as
   * many rows of a cache as are copied at once.
   */
  public static final Limits DEFAULT = new Limits(120_000, 20_000, 2_000_000_000L);
}
