package dev.ember.app.models;

import android.content.Context;
import dev.ember.app.R;
import dev.ember.app.library.GpuStanding;
import dev.ember.app.library.GpuVerdict;
import dev.ember.app.library.GpuVerdict.Pace;
import dev.ember.app.settings.GpuWords;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.backend.trust.Outcome;
import dev.ember.inference.backend.trust.Speed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a model's page says of the GPU. */
final class GpuCardWords {
  /** Below it one decimal would say that they are as fast. */
  private static final double CLEARLY = 1.05;

  private GpuCardWords() {}

  /** The verdict in one line. */
  static String title(GpuStanding gpu, Context context) {
    GpuVerdict verdict = gpu.verdict();
    if (verdict instanceof GpuVerdict.Right right) {
      return right(right, gpu.choice(), context);
    }
    if (verdict instanceof GpuVerdict.NotStarted refused) {
      return context.getString(R.string.gpu_card_failed, reason(refused, context));
    }
    if (verdict instanceof GpuVerdict.Untried untried) {
      return GpuWords.of(untried.obstacle(), context);
    }
    return context.getString(
        verdict instanceof GpuVerdict.Wrong
            ? R.string.gpu_card_wrong
            : R.string.gpu_card_unchecked);
  }

  private static String right(GpuVerdict.Right right, Choice choice, Context context) {
    if (right.cpu().equals(Speed.UNKNOWN)) {
      return context.getString(R.string.gpu_card_right_alone);
    }
    if (right.pace() == Pace.SLOWER) {
      return context.getString(
          choice == Choice.GPU ? R.string.gpu_card_slower_wanted : R.string.gpu_card_slower);
    }
    boolean used = right.pace() == Pace.FASTER || choice == Choice.GPU;
    double times = right.timesFaster();
    Locale locale = context.getResources().getConfiguration().getLocales().get(0);
    String text = String.format(locale, times < CLEARLY ? "%.2f" : "%.1f", times);
    return context.getString(used ? R.string.gpu_card_right : R.string.gpu_card_too_little, text);
  }

  private static String reason(GpuVerdict.NotStarted refused, Context context) {
    String own = GpuWords.firstLine(refused.detail());
    if (refused.outcome() == Outcome.FAILED && !own.isEmpty()) {
      return own.endsWith(".") ? own.substring(0, own.length() - 1) : own;
    }
    return context.getString(
        switch (refused.outcome()) {
          case CRASHED -> R.string.gpu_reason_crashed;
          case TIMED_OUT -> R.string.gpu_reason_timed_out;
          case OUT_OF_MEMORY -> R.string.gpu_reason_memory;
          default -> R.string.gpu_reason_refused;
        });
  }

  /** What there is to know beside the verdict, a line for each; may be empty. */
  static String body(GpuStanding gpu, Context context) {
    List<String> sentences = new ArrayList<>();
    GpuVerdict verdict = gpu.verdict();
    if (verdict instanceof GpuVerdict.Right right) {
      sentences.add(speeds(right, context));
      addUse(sentences, right, gpu, context);
    } else if (verdict instanceof GpuVerdict.Wrong wrong) {
      String own = GpuWords.firstLine(wrong.detail());
      String sentence = context.getString(R.string.gpu_card_wrong_body);
      sentences.add(
          own.isEmpty() ? sentence : context.getString(R.string.gpu_because, sentence, own));
    } else if (verdict instanceof GpuVerdict.Unchecked unchecked) {
      sentences.add(
          context.getString(
              unchecked.unasked() ? R.string.gpu_unasked : R.string.gpu_card_unchecked_body));
    }
    if (gpu.cpuWrong()) {
      sentences.add(context.getString(R.string.cpu_wrong));
    }
    return String.join("\n", sentences);
  }

  private static String speeds(GpuVerdict.Right right, Context context) {
    Speed gpu = right.gpu();
    Speed cpu = right.cpu();
    return cpu.equals(Speed.UNKNOWN)
        ? context.getString(R.string.gpu_card_speed, gpu.prefill(), gpu.decode())
        : context.getString(
            R.string.gpu_card_speeds, gpu.prefill(), gpu.decode(), cpu.prefill(), cpu.decode());
  }

  /** Who computes what, where the verdict alone does not say so. */
  private static void addUse(
      List<String> sentences, GpuVerdict.Right right, GpuStanding gpu, Context context) {
    boolean best = right.pace() == Pace.FASTER || gpu.choice() == Choice.GPU;
    if (best && gpu.ownThreads()) {
      sentences.add(context.getString(R.string.gpu_threads));
    } else if (best && gpu.choice() == Choice.CPU) {
      sentences.add(context.getString(R.string.gpu_card_unwanted));
    } else if (best && !right.writes()) {
      sentences.add(context.getString(R.string.gpu_card_reads));
    }
  }
}
