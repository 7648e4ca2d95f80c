package dev.ember.app.inside.stages;

import android.content.Context;
import android.icu.text.CompactDecimalFormat;
import android.icu.text.NumberFormat;
import dev.ember.app.R;
import dev.ember.app.inside.lab.CardTexts;
import dev.ember.app.inside.page.SourceWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a stage is, learned from and cost, in words. */
final class StageWords {
  /** The log of a training is no more exact. */
  private static final int DIGITS = 2;

  /** From so many of a unit on, the next larger one says it better. */
  private static final int FEW = 2;

  /** As the facts of a bundle put it. */
  private static final String FILES_JOIN = ", ";

  private final Context context;
  private final Locale locale;
  private final SourceWords sources;

  StageWords(Context context) {
    this.context = context;
    locale = context.getResources().getConfiguration().getLocales().get(0);
    sources = new SourceWords(context);
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

  /**
   * Says whose stages are shown, where they are another model's; null where they are not.
   *
   * @param open what the model is called that is looked into; empty until that is known
   */
  @Nullable String ofAnother(List<StageAnswer> answers, String open) {
    if (answers.stream().anyMatch(StageAnswer::open)) {
      return null;
    }
    return open.isEmpty()
        ? context.getString(R.string.stages_of_another_unnamed)
        : context.getString(R.string.stages_of_another, open);
  }

  /** What its text is: a base model cannot answer. */
  String answers(StageFacts facts) {
    return context.getString(facts.base() ? R.string.stages_goes_on : R.string.stages_answers);
  }

  /** Why marks stand in its text; empty if none do. */
  String note(StageAnswer answer) {
    return answer.wroteMarks() ? context.getString(R.string.stages_marks) : "";
  }

  /** What it learned from, in words as far as they are known. */
  String data(StageFacts facts) {
    String files = facts.data().files();
    if (!files.isEmpty()) {
      List<String> known = known(facts.data());
      return context.getString(
          R.string.stages_data,
          known.isEmpty()
              ? sources.of(files)
              : String.join(context.getString(R.string.stages_join), known));
    }
    return cost(facts).isEmpty() ? context.getString(R.string.stages_no_facts) : "";
  }

  /** Which files those are; empty where {@link #data} says nothing else. */
  String files(StageFacts facts) {
    return known(facts.data()).isEmpty()
        ? ""
        : context.getString(R.string.stages_files, facts.data().files());
  }

  /** What is in the files; a file of which nobody says that has its name among others. */
  private List<String> known(StageFacts.Data data) {
    List<String> words = new ArrayList<>();
    boolean any = false;
    for (String file : data.files().split(FILES_JOIN)) {
      String what = whatIsIn(file, data.texts());
      any |= what != null;
      words.add(what == null ? file : what);
    }
    return any ? words : List.of();
  }

  /** The first three are what {@code ./ember corpus} writes. */
  private @Nullable String whatIsIn(String file, CardTexts texts) {
    return switch (file) {
      case "chats.jsonl" -> context.getString(R.string.stages_data_chats);
      case "texts.jsonl" -> context.getString(R.string.stages_data_texts);
      case "pairs.jsonl" -> context.getString(R.string.stages_data_pairs);
      default -> {
        String what = texts.whatIsIn(file);
        yield what == null ? null : sources.of(what);
      }
    };
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
    return cost.isEmpty() && !facts.data().files().isEmpty()
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
