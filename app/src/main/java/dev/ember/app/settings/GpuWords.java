package dev.ember.app.settings;

import android.content.Context;
import androidx.annotation.StringRes;
import dev.ember.app.R;
import dev.ember.app.engine.GpuObstacle;
import dev.ember.app.library.GpuVerdict;
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
    GpuVerdict verdict = GpuVerdict.of(verdicts, obstacle);
    if (verdict instanceof GpuVerdict.Right right) {
      Speed gpu = right.gpu();
      Speed cpu = right.cpu();
      return context.getString(
          R.string.gpu_trusted, gpu.prefill(), gpu.decode(), cpu.prefill(), cpu.decode());
    } else if (verdict instanceof GpuVerdict.Wrong wrong) {
      return because(context.getString(R.string.gpu_wrong), wrong.detail(), context);
    } else if (verdict instanceof GpuVerdict.NotStarted not) {
      return because(context.getString(words(not.outcome())), not.detail(), context);
    } else if (verdict instanceof GpuVerdict.Untried untried) {
      return of(untried.obstacle(), context);
    }
    boolean unasked = verdict instanceof GpuVerdict.Unchecked unchecked && unchecked.unasked();
    return context.getString(unasked ? R.string.gpu_unasked : R.string.gpu_untried);
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

  private static @StringRes int words(Outcome outcome) {
    return switch (outcome) {
      case CRASHED -> R.string.gpu_crashed;
      case TIMED_OUT -> R.string.gpu_timed_out;
      case OUT_OF_MEMORY -> R.string.gpu_out_of_memory;
      default -> R.string.gpu_failed;
    };
  }
}
