package dev.ember.app.chat;

import android.content.Context;
import android.text.format.DateFormat;
import android.text.format.DateUtils;
import dev.ember.app.R;
import dev.ember.app.engine.LoadRisk;
import dev.ember.app.engine.ModelState;
import dev.ember.app.widget.ByteSize;
import dev.ember.app.widget.RiskWords;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a model does not load, and what was kept. */
final class LoadFailureWords {
  private final Context context;

  LoadFailureWords(Context context) {
    this.context = context;
  }

  String title(ModelState.Failed failed) {
    if (failed.risk() instanceof LoadRisk.LittleMemory memory) {
      return RiskWords.memory(context, memory);
    }
    if (failed.risk() instanceof LoadRisk.Died died) {
      return context.getString(
          died.answering() ? R.string.load_failed_killed_answering : R.string.load_failed_killed);
    }
    return context.getString(
        switch (failed.fault()) {
          case DAMAGED -> R.string.load_failed_damaged;
          case STORAGE -> R.string.load_failed_storage;
          case RUNTIME -> R.string.load_failed_runtime;
          case KILLED, MEMORY -> throw new AssertionError("a risk is known, and has words above");
        });
  }

  String body(ModelState.Failed failed) {
    if (failed.risk() instanceof LoadRisk.LittleMemory memory) {
      return context.getString(
          memory.smallerWindow() != null
              ? R.string.load_failed_memory_body
              : R.string.load_failed_memory_least);
    }
    if (failed.risk() instanceof LoadRisk.Died died) {
      return context.getString(cause(died.cause()), time(died.atMs()));
    }
    return context.getString(R.string.load_failed_body);
  }

  /** What a reader may want to know besides, and what a report needs: a line each. */
  String details(ModelState.Failed failed) {
    List<String> lines = new ArrayList<>();
    if (failed.risk() instanceof LoadRisk.LittleMemory memory) {
      addParts(lines, memory);
    }
    Integer smaller = smallerWindow(failed.risk());
    if (smaller != null) {
      lines.add(smallerWindow(context, smaller));
    }
    if (!failed.detail().isEmpty()) {
      lines.add(failed.detail());
    }
    return String.join("\n", lines);
  }

  private void addParts(List<String> lines, LoadRisk.LittleMemory memory) {
    LoadRisk.Parts parts = memory.parts();
    if (parts != null) {
      lines.add(bytes(R.string.memory_weights, parts.weights()));
      lines.add(bytes(R.string.memory_chat, parts.chat()));
      lines.add(bytes(R.string.memory_work, parts.work()));
      lines.add(bytes(R.string.memory_together, parts.sum()));
    }
  }

  private String bytes(int words, long bytes) {
    return context.getString(words, ByteSize.text(context, bytes));
  }

  /** "Smaller window: 1,024 tokens". */
  static String smallerWindow(Context context, int tokens) {
    return context
        .getResources()
        .getQuantityString(R.plurals.smaller_window_tokens, tokens, tokens);
  }

  private static @Nullable Integer smallerWindow(@Nullable LoadRisk risk) {
    if (risk instanceof LoadRisk.Died died) {
      return died.smallerWindow();
    }
    return risk instanceof LoadRisk.LittleMemory memory ? memory.smallerWindow() : null;
  }

  private static int cause(LoadRisk.Cause cause) {
    return switch (cause) {
      case MEMORY -> R.string.died_memory;
      case CRASH -> R.string.died_crash;
      case UNKNOWN -> R.string.died_unknown;
    };
  }

  /** "10:21", with its day if that is not today. */
  private String time(long ms) {
    return DateUtils.isToday(ms)
        ? DateFormat.getTimeFormat(context).format(new Date(ms))
        : DateUtils.formatDateTime(
            context,
            ms,
            DateUtils.FORMAT_SHOW_DATE
                | DateUtils.FORMAT_ABBREV_MONTH
                | DateUtils.FORMAT_SHOW_TIME);
  }
}
