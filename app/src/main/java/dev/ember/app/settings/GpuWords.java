package dev.ember.app.settings;

import android.content.Context;
import androidx.annotation.StringRes;
import dev.ember.app.R;
import dev.ember.app.engine.GpuObstacle;
import dev.ember.app.widget.ByteSize;
import dev.ember.inference.backend.tflite.phone.PhoneContenders;
import dev.ember.inference.backend.trust.Outcome;
import dev.ember.inference.backend.trust.Speed;
import dev.ember.inference.backend.trust.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a phone's GPU, in one sentence, and what is unusual about its CPU. */
public final class GpuWords {
  /** Longer words of a runtime are for a report. */
  private static final int MOST_CHARS = 160;

  private GpuWords() {}

  /**
   * A sentence about the GPU, if the CPU is not wrong: that is in every answer, and the first thing
   * to know. Where the older of two runtimes stands in on the CPU, that is said before, whatever
   * the GPU does.
   *
   * @param wrong whether the model is run by a CPU that gave wrong answers
   */
  static String withCpu(boolean wrong, List<Verdict> verdicts, String gpu, Context context) {
    if (wrong) {
      return context.getString(R.string.cpu_wrong);
    }
    return isOnLastResort(verdicts) ? context.getString(R.string.cpu_last_resort, gpu) : gpu;
  }

  /** It is tried only where the other CPU was not right. */
  private static boolean isOnLastResort(List<Verdict> verdicts) {
    return verdicts.stream()
        .anyMatch(
            verdict ->
                verdict.trusted() && verdict.contender().equals(PhoneContenders.LAST_RESORT));
  }

  /**
   * Of the verdicts on one model.
   *
   * @param obstacle why no GPU is tried; null if one is
   */
  static String of(List<Verdict> verdicts, @Nullable GpuObstacle obstacle, Context context) {
    Speed cpu = Speed.UNKNOWN;
    @Nullable Verdict best = null;
    for (Verdict verdict : verdicts) {
      if (!PhoneContenders.isGpu(verdict.contender())) {
        cpu = verdict.trusted() ? verdict.speed() : cpu;
      } else if (best == null || isBetter(verdict, best)) {
        best = verdict;
      }
    }
    if (best == null) {
      return obstacle == null ? context.getString(R.string.gpu_untried) : of(obstacle, context);
    }
    Speed gpu = best.speed();
    return best.trusted()
        ? context.getString(
            R.string.gpu_trusted, gpu.prefill(), gpu.decode(), cpu.prefill(), cpu.decode())
        : because(context.getString(words(best.outcome())), best.detail(), context);
  }

  /** Why it is not tried. */
  public static String of(GpuObstacle obstacle, Context context) {
    return switch (obstacle.reason()) {
      case WEIGHTS -> context.getString(R.string.gpu_weights);
      case MEMORY ->
          context.getString(
              R.string.gpu_memory,
              ByteSize.text(context, obstacle.neededBytes()),
              ByteSize.text(context, obstacle.freeBytes()));
    };
  }

  /**
   * A sentence with the condition that failed.
   *
   * @param detail in the runtime's own words; may be empty
   */
  private static String because(String sentence, String detail, Context context) {
    String reason = firstLine(detail);
    return reason.isEmpty() ? sentence : context.getString(R.string.gpu_because, sentence, reason);
  }

  /** Of a runtime's own words what there is room for; may be empty. */
  public static String firstLine(String detail) {
    String reason = detail.trim().split("\\R", 2)[0];
    return reason.length() > MOST_CHARS ? reason.substring(0, MOST_CHARS) + "…" : reason;
  }

  /** A crash is the first thing to know, then the fastest that is trusted. */
  private static boolean isBetter(Verdict verdict, Verdict than) {
    if (verdict.outcome() == Outcome.CRASHED || than.outcome() == Outcome.CRASHED) {
      return verdict.outcome() == Outcome.CRASHED;
    }
    return verdict.trusted()
        && (!than.trusted() || verdict.speed().prefill() > than.speed().prefill());
  }

  private static @StringRes int words(Outcome outcome) {
    return switch (outcome) {
      case WRONG, NOT_FINITE -> R.string.gpu_wrong;
      case UNASKED -> R.string.gpu_unasked;
      case CRASHED -> R.string.gpu_crashed;
      case TIMED_OUT -> R.string.gpu_timed_out;
      case OUT_OF_MEMORY -> R.string.gpu_out_of_memory;
      case FAILED, TRUSTED -> R.string.gpu_failed; // the trusted have a sentence of their own
    };
  }
}
