package dev.ember.app.inside.stages;

import android.content.Context;
import android.icu.text.CompactDecimalFormat;
import android.icu.text.NumberFormat;
import dev.ember.app.R;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What a stage is, learned from and cost, in words. */
final class StageWords {
  /** The log of a training is no more exact. */
  private static final int DIGITS = 2;

  /** From so many of a unit on, the next larger one says it better. */
  private static final int FEW = 2;

  private final Context context;
  private final Locale locale;

  StageWords(Context context) {
    this.context = context;
    locale = context.getResources().getConfiguration().getLocales().get(0);
  }

  String title(StageFacts facts) {
    return switch (facts.stage()) {
      case "pretrain" -> context.getString(R.string.stages_pretrain);
      case "sft" -> context.getString(R.string.stages_sft);
      case "dpo" -> context.getString(R.string.stages_dpo);
      case "rlhf" -> context.getString(R.string.stages_rlhf);
      case "distil" -> context.getString(R.string.stages_distil);
      case "" -> context.getString(R.string.stages_unknown);
      default -> facts.stage();
    };
  }

  /** What its text is: a base model cannot answer. */
  String answers(StageFacts facts) {
    return context.getString(facts.base() ? R.string.stages_goes_on : R.string.stages_answers);
  }

  /** Why marks stand in its text; empty if none do. */
  String note(StageAnswer answer) {
    return answer.wroteMarks() ? context.getString(R.string.stages_marks) : "";
  }

  String data(StageFacts facts) {
    if (!facts.data().isEmpty()) {
      return context.getString(R.string.stages_data, facts.data());
    }
    return cost(facts).isEmpty() ? context.getString(R.string.stages_no_facts) : "";
  }

  /** Empty if it is not stated. */
  String cost(StageFacts facts) {
    StageFacts.Cost cost = facts.cost();
    List<String> parts = new ArrayList<>();
    if (cost.steps() > 0) {
      int plural = (int) Math.min(cost.steps(), Integer.MAX_VALUE);
      String steps = NumberFormat.getIntegerInstance(locale).format(cost.steps());
      parts.add(context.getResources().getQuantityString(R.plurals.stages_steps, plural, steps));
    }
    if (cost.tokens() > 0) {
      parts.add(context.getString(R.string.stages_tokens, rounded(cost.tokens())));
    }
    if (cost.seconds() > 0) {
      parts.add(time(cost.seconds()));
    }
    return String.join(context.getString(R.string.stats_join), parts);
  }

  /** As {@link #cost}; of a stage that says what it learned from and no more, that it does not. */
  String costLine(StageFacts facts) {
    String cost = cost(facts);
    return cost.isEmpty() && !facts.data().isEmpty()
        ? context.getString(R.string.stages_no_cost)
        : cost;
  }

  private String time(long seconds) {
    long minutes = TimeUnit.SECONDS.toMinutes(seconds);
    if (minutes < FEW) {
      return context.getString(R.string.stages_seconds, rounded(seconds));
    }
    if (minutes < TimeUnit.HOURS.toMinutes(FEW)) {
      return context.getString(R.string.stages_minutes, rounded(minutes));
    }
    double hours = minutes / (double) TimeUnit.HOURS.toMinutes(1);
    return context.getString(R.string.stages_hours, rounded(hours));
  }

  /** Two digits, millions by name. */
  private String rounded(Number value) {
    CompactDecimalFormat format =
        CompactDecimalFormat.getInstance(locale, CompactDecimalFormat.CompactStyle.LONG);
    format.setMaximumSignificantDigits(DIGITS);
    return format.format(value);
  }

  String spoken(String token, String share) {
    return context.getString(R.string.stages_candidate_spoken, token, share);
  }
}
