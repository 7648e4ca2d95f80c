package dev.ember.app.benchmark;

import dev.ember.app.engine.RunsOn;
import java.util.concurrent.TimeUnit;

/**
 * One run of a protocol.
 *
 * @param on what computed it
 * @param readNanos from nothing to the logits of the first token: what one waits for the first word
 * @param writeNanos for all tokens behind it
 * @param memoryBytes the most that the process held meanwhile, mapped files included; 0 if unknown
 */
public record Measurement(
    Protocol protocol, RunsOn on, long readNanos, long writeNanos, long memoryBytes) {

  /** One of the two things that are measured. */
  enum Half {
    READING,
    WRITING;

    boolean isOnGpu(RunsOn on) {
      return this == READING ? on.readsOnGpu() : on.writesOnGpu();
    }

    double perSecond(Measurement run) {
      return this == READING ? run.readPerSecond() : run.writtenPerSecond();
    }
  }

  public double readPerSecond() {
    return perSecond(protocol.reads(), readNanos);
  }

  public double writtenPerSecond() {
    return perSecond(protocol.writes(), writeNanos);
  }

  private static double perSecond(int tokens, long nanos) {
    return nanos <= 0 ? 0 : (double) tokens * TimeUnit.SECONDS.toNanos(1) / nanos;
  }
}
