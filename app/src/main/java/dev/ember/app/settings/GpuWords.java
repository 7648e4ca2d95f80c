package dev.ember.app.settings;

import android.content.Context;
import androidx.annotation.StringRes;
import dev.ember.app.R;
import dev.ember.inference.backend.trust.Outcome;
import dev.ember.inference.backend.trust.Speed;
import dev.ember.inference.backend.trust.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a phone's GPU, in one sentence. */
final class GpuWords {
  private static final String GPU = "gpu";

  private GpuWords() {}

  /** Of the verdicts on one model. */
  static String of(List<Verdict> verdicts, Context context) {
    Speed cpu = Speed.UNKNOWN;
    @Nullable Verdict best = null;
    for (Verdict verdict : verdicts) {
      if (!verdict.contender().startsWith(GPU)) {
        cpu = verdict.trusted() ? verdict.speed() : cpu;
      } else if (best == null || isBetter(verdict, best)) {
        best = verdict;
      }
    }
    if (best == null) {
      return context.getString(verdicts.isEmpty() ? R.string.gpu_untried : R.string.gpu_none);
    }
    Speed gpu = best.speed();
    return best.trusted()
        ? context.getString(
            R.string.gpu_trusted, gpu.prefill(), gpu.decode(), cpu.prefill(), cpu.decode())
        : context.getString(words(best.outcome()));
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
      case CRASHED -> R.string.gpu_crashed;
      case TIMED_OUT -> R.string.gpu_timed_out;
      case OUT_OF_MEMORY -> R.string.gpu_out_of_memory;
      case FAILED, TRUSTED -> R.string.gpu_failed; // the trusted have a sentence of their own
    };
  }
}
