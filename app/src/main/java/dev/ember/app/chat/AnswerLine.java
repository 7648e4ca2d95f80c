package dev.ember.app.chat;

import android.content.res.Resources;
import dev.ember.app.R;
import dev.ember.app.engine.AnswerPhase;
import dev.ember.inference.decode.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The line under an answer: what it is doing, or what it took. */
final class AnswerLine {
  /** From here on a decimal says nothing. */
  private static final float WHOLE_FROM = 100;

  private static final long SECONDS_FROM_MS = 100;

  private static final float MS_PER_SECOND = 1000;

  private final Resources words;

  AnswerLine(Resources words) {
    this.words = words;
  }

  String of(ChatItem.Answer answer) {
    if (answer.streaming()) {
      return running(answer);
    }
    AnswerStats stats = answer.stats();
    List<String> parts = new ArrayList<>();
    if (stats == null) {
      parts.add(tokens(answer.tokens()));
      parts.add(unmeasuredReason(answer));
    } else {
      addMeasured(parts, stats);
    }
    if (answer.sureIsUnknown()) {
      parts.add(words.getString(R.string.sure_unknown));
    }
    return join(parts);
  }

  private void addMeasured(List<String> parts, AnswerStats stats) {
    parts.add(tokens(stats.tokens()));
    if (stats.tokensPerSecond() > 0) {
      parts.add(speed(stats.tokensPerSecond()));
    }
    if (stats.tokens() > 0 && stats.firstTokenMs() != null) {
      parts.add(firstWord(stats.firstTokenMs()));
    }
    parts.add(words.getString(reason(stats.reason())));
  }

  private String running(ChatItem.Answer answer) {
    AnswerPhase phase = answer.phase();
    if (phase instanceof AnswerPhase.Writing writing) {
      return writing.tokensPerSecond() > 0
          ? join(List.of(tokens(writing.tokens()), speed(writing.tokensPerSecond())))
          : tokens(writing.tokens());
    }
    if (phase instanceof AnswerPhase.Reading reading) {
      return words.getQuantityString(
          R.plurals.reading_tokens, reading.totalTokens(), reading.totalTokens());
    }
    return answer.loading() == null
        ? words.getString(R.string.waiting)
        : TopBar.loading(words, answer.loading());
  }

  private String unmeasuredReason(ChatItem.Answer answer) {
    return words.getString(
        switch (answer.status()) {
          case COMPLETE, STREAMING -> R.string.reason_finished;
          case CANCELLED -> R.string.reason_stopped;
          case INTERRUPTED -> R.string.reason_interrupted;
          case FAILED -> R.string.reason_failed;
        });
  }

  private static int reason(FinishReason reason) {
    return switch (reason) {
      case STOP -> R.string.reason_finished;
      case CANCELLED -> R.string.reason_stopped;
      case MAX_TOKENS -> R.string.reason_longest;
      case CONTEXT_FULL -> R.string.reason_window;
    };
  }

  private String tokens(int count) {
    return words.getQuantityString(R.plurals.tokens, count, count);
  }

  private String speed(float tokensPerSecond) {
    return words.getString(
        R.string.stats_speed,
        tokensPerSecond >= WHOLE_FROM
            ? String.format(locale(), "%,.0f", tokensPerSecond)
            : oneDecimal(tokensPerSecond));
  }

  /** In seconds, and where one decimal would say that it took no time, in milliseconds. */
  private String firstWord(long ms) {
    return ms < SECONDS_FROM_MS
        ? words.getString(R.string.stats_first_word_ms, (int) Math.max(1, ms))
        : words.getString(R.string.stats_first_word, oneDecimal(ms / MS_PER_SECOND));
  }

  private String oneDecimal(float value) {
    return String.format(locale(), "%.1f", value);
  }

  private Locale locale() {
    return words.getConfiguration().getLocales().get(0);
  }

  private String join(List<String> parts) {
    return String.join(words.getString(R.string.stats_join), parts);
  }
}
