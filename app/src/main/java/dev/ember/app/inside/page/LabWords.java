package dev.ember.app.inside.page;

import android.content.Context;
import androidx.annotation.StringRes;
import dev.ember.app.R;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.widget.ByteSize;
import java.util.ArrayList;
import java.util.List;

/** How a look stands, in words. */
final class LabWords {
  private final Context context;

  LabWords(Context context) {
    this.context = context;
  }

  String working(LabState.Working<?> now) {
    List<String> parts = new ArrayList<>();
    parts.add(now.waits() ? context.getString(R.string.inside_waiting) : step(now));
    Integer seconds = now.secondsLeft();
    if (seconds != null && seconds > 0 && !now.waits()) {
      parts.add(context.getString(R.string.inside_seconds, seconds));
    }
    parts.add(context.getString(R.string.inside_chat_first));
    return String.join(context.getString(R.string.stats_join), parts);
  }

  private String step(LabState.Working<?> now) {
    if (now.totalSteps() == 0) {
      return context.getString(R.string.inside_looking);
    }
    int words =
        now.unit() == LabState.Unit.LAYER
            ? R.string.inside_looking_layer
            : R.string.inside_looking_step;
    int at = Math.min(now.doneSteps() + 1, now.totalSteps());
    return context.getString(words, at, now.totalSteps());
  }

  String title(LabState.Failed<?> fault) {
    return switch (fault.fault()) {
      case DAMAGED -> context.getString(R.string.load_failed_damaged);
      case STORAGE -> context.getString(R.string.load_failed_storage);
      case MEMORY ->
          context.getString(
              R.string.inside_memory,
              ByteSize.text(context, fault.needed()),
              ByteSize.text(context, fault.available()));
      case MEMORY_TAKEN -> context.getString(R.string.inside_memory_taken);
      case TOO_LONG ->
          context.getString(R.string.inside_too_long, fault.needed(), fault.available());
      case UNFIT -> context.getString(R.string.inside_unfit);
    };
  }

  /**
   * @param memory what to do where memory is short
   */
  String body(LabState.Failed<?> fault, @StringRes int memory) {
    return context.getString(
        switch (fault.fault()) {
          case DAMAGED, STORAGE -> R.string.inside_file_body;
          case MEMORY -> memory;
          case MEMORY_TAKEN -> R.string.inside_memory_taken_body;
          case TOO_LONG -> R.string.inside_too_long_body;
          case UNFIT -> R.string.inside_unfit_body;
        });
  }

  /** Where the title does not say it all. */
  boolean hasDetails(LabState.Failed<?> fault) {
    return switch (fault.fault()) {
      case DAMAGED, STORAGE, UNFIT -> true;
      case MEMORY, MEMORY_TAKEN, TOO_LONG -> false;
    };
  }
}
