package dev.ember.app.library;

import dev.ember.app.engine.GpuObstacle;
import dev.ember.inference.backend.tflite.phone.PhoneContenders;
import dev.ember.inference.backend.trust.Outcome;
import dev.ember.inference.backend.trust.Speed;
import dev.ember.inference.backend.trust.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the trials of a model say of this phone's GPU: the one thing to know of several. */
public sealed interface GpuVerdict {

  /**
   * Nothing is known, and a check may find out.
   *
   * @param unasked whether the last one had no question that fits the model's window
   */
  record Unchecked(boolean unasked) implements GpuVerdict {}

  /** Nothing is known, and no check is made. */
  record Untried(GpuObstacle obstacle) implements GpuVerdict {}

  /**
   * Its answers were right.
   *
   * @param pace whether it is used for that
   * @param writes whether it was timed with answers too, and not with prompts alone
   * @param cpu {@link Speed#UNKNOWN} where no CPU is trusted
   */
  record Right(Pace pace, boolean writes, Speed gpu, Speed cpu) implements GpuVerdict {

    /** How many times as fast as the CPU, from question to last word; not of an unknown CPU. */
    public double timesFaster() {
      return cpu.exchangeSeconds() / gpu.exchangeSeconds();
    }
  }

  /** What the speeds of a right one are good for. */
  enum Pace {
    FASTER,
    SLOWER,
    /** A little faster, which does not make up for its rounding. */
    TOO_LITTLE
  }

  /**
   * Its answers were wrong.
   *
   * @param detail as {@link Verdict#detail}
   */
  record Wrong(String detail) implements GpuVerdict {}

  /**
   * It gave no answers.
   *
   * @param detail as {@link Verdict#detail}
   */
  record NotStarted(Outcome outcome, String detail) implements GpuVerdict {}

  /**
   * Of the verdicts on one model.
   *
   * @param obstacle why no GPU is tried; null if one is
   */
  static GpuVerdict of(List<Verdict> verdicts, @Nullable GpuObstacle obstacle) {
    @Nullable Verdict cpu = null;
    @Nullable Verdict gpu = null;
    for (Verdict verdict : verdicts) {
      if (!PhoneContenders.isGpu(verdict.contender())) {
        cpu = verdict.trusted() && (cpu == null || isFaster(verdict, cpu)) ? verdict : cpu;
      } else if (gpu == null || isMoreTelling(verdict, gpu)) {
        gpu = verdict;
      }
    }
    if (gpu == null) {
      return obstacle == null ? new Unchecked(false) : new Untried(obstacle);
    }
    return switch (gpu.outcome()) {
      case TRUSTED -> right(gpu, cpu);
      case WRONG, NOT_FINITE -> new Wrong(gpu.detail());
      case UNASKED -> new Unchecked(true);
      case FAILED, CRASHED, TIMED_OUT, OUT_OF_MEMORY -> new NotStarted(gpu.outcome(), gpu.detail());
    };
  }

  private static Right right(Verdict gpu, @Nullable Verdict cpu) {
    boolean writes = PhoneContenders.writesOnGpu(gpu.contender());
    if (cpu == null) {
      return new Right(Pace.FASTER, writes, gpu.speed(), Speed.UNKNOWN);
    }
    Pace pace = Pace.SLOWER;
    if (isFaster(gpu, cpu)) {
      pace = Pace.FASTER;
    } else if (gpu.speed().exchangeSeconds() < cpu.speed().exchangeSeconds()) {
      pace = Pace.TOO_LITTLE;
    }
    return new Right(pace, writes, gpu.speed(), cpu.speed());
  }

  /** What took the app along, or hung, keeps every GPU out; then the best of those trusted. */
  private static boolean isMoreTelling(Verdict verdict, Verdict than) {
    if (isFeared(verdict) || isFeared(than)) {
      return !isFeared(than);
    }
    return verdict.trusted() && (!than.trusted() || isFaster(verdict, than));
  }

  private static boolean isFeared(Verdict verdict) {
    return verdict.outcome() == Outcome.CRASHED || verdict.outcome() == Outcome.TIMED_OUT;
  }

  /** As it counts in a choice. */
  private static boolean isFaster(Verdict verdict, Verdict than) {
    return seconds(verdict) < seconds(than);
  }

  private static double seconds(Verdict verdict) {
    return verdict.speed().weighedSeconds(PhoneContenders.rounds(verdict.contender()));
  }
}
