package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import java.util.function.BiConsumer;

/** Puts contenders to the test, one at a time. */
final class Trial {
  private final GoldenTrial golden;
  private final SpeedTrial speed;
  private final TimeLimit limit;
  private final BiConsumer<Contender, Throwable> lateFailure;

  /**
   * @param lateFailure hears, on the trial's thread, what one ended with that nobody waits for any
   *     more
   */
  Trial(
      GoldenTrial golden,
      SpeedTrial speed,
      TimeLimit limit,
      BiConsumer<Contender, Throwable> lateFailure) {
    this.golden = golden;
    this.speed = speed;
    this.limit = limit;
    this.lateFailure = lateFailure;
  }

  /** What {@link Trial} asks beyond the golden prompts. */
  @FunctionalInterface
  interface Further {
    void run(Backend backend) throws TrialException;
  }

  /**
   * Opens, questions and times a contender.
   *
   * @throws java.util.concurrent.CancellationException if it was stopped
   * @throws NoRoomException if there is not the memory to open it
   */
  Verdict run(Contender contender, Further further) {
    try {
      return limit.call(
          () -> test(contender, further),
          verdict -> {},
          failure -> lateFailure.accept(contender, failure));
    } catch (TrialException failed) {
      return Verdict.against(contender.id(), failed.outcome(), failed.detail());
    }
  }

  private Verdict test(Contender contender, Further further) throws TrialException {
    try (Backend backend = contender.opening().get()) {
      golden.run(backend);
      further.run(backend);
      return new Verdict(contender.id(), Outcome.TRUSTED, "", speed.run(backend));
    }
  }
}
