package dev.ember.app.models;

import android.content.Context;
import androidx.annotation.StringRes;
import dev.ember.app.R;
import dev.ember.app.jobs.GgufPart;
import dev.ember.app.jobs.JobProgress;
import dev.ember.app.jobs.JobRecord;
import dev.ember.app.jobs.JobState;
import dev.ember.app.library.Refusal;
import dev.ember.app.widget.ByteSize;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is said about a model on its way in. */
public final class JobWords {
  /** More names than these are said by the first and the last of them. */
  private static final int MOST_NAMES = 3;

  private JobWords() {}

  /** The step, and how far it is: "Copying · 742 MB of 1.2 GB · 38 MB/s". */
  public static String step(Context context, JobState state) {
    JobProgress progress = state.progress();
    if (state.job().status() == JobRecord.Status.PAUSED) {
      return context.getString(R.string.job_paused);
    }
    if (progress == null) {
      return context.getString(R.string.job_waiting);
    }
    if (progress.check() > 0) {
      return context.getString(
          R.string.job_checking_named, state.job().name(), progress.check(), JobProgress.CHECKS);
    }
    String join = context.getString(R.string.stats_join);
    String text = context.getString(name(progress.step()));
    boolean bytes =
        progress.step() == JobProgress.Step.COPYING
            || progress.step() == JobProgress.Step.DOWNLOADING;
    if (bytes) {
      text += join + amounts(context, progress);
      if (progress.perSecond() > 0) {
        String pace = ByteSize.text(context, (long) progress.perSecond());
        text += join + context.getString(R.string.job_pace, pace);
      }
    } else {
      text += join + context.getString(R.string.job_per_cent, progress.permille() / 10);
    }
    return text;
  }

  private static String amounts(Context context, JobProgress progress) {
    String done = ByteSize.text(context, progress.done());
    return progress.total() > 0
        ? context.getString(R.string.job_of, done, ByteSize.text(context, progress.total()))
        : done;
  }

  private static @StringRes int name(JobProgress.Step step) {
    return switch (step) {
      case COPYING -> R.string.job_copying;
      case DOWNLOADING -> R.string.job_downloading;
      case CONVERTING -> R.string.job_converting;
      case COMPARING -> R.string.job_comparing;
      case CHECKING -> R.string.job_checking;
    };
  }

  /** Why it rests, or null. What is parked waits for Ember to be opened, whatever else it lacks. */
  public static @Nullable String rest(Context context, JobState state) {
    JobProgress progress = state.progress();
    if (state.parked()) {
      return context.getString(R.string.job_no_time);
    }
    if (progress == null || progress.pause() == JobProgress.Pause.NONE) {
      return null;
    }
    return context.getString(
        switch (progress.pause()) {
          case WARM -> R.string.job_warm;
          case BATTERY_LOW -> R.string.job_battery;
          case NO_NETWORK -> R.string.job_no_network;
          case METERED -> R.string.job_metered;
          case NO_TIME -> R.string.job_no_time;
          case NONE -> throw new AssertionError("no pause has no words");
        });
  }

  /** "about 4 min left", or what comes next while nobody can say. */
  public static String timeLeft(Context context, @Nullable JobProgress progress) {
    long seconds = progress == null ? -1 : progress.secondsLeft();
    if (seconds < 0) {
      return "";
    }
    long minutes = TimeUnit.SECONDS.toMinutes(seconds + TimeUnit.MINUTES.toSeconds(1) - 1);
    return seconds < TimeUnit.MINUTES.toSeconds(1)
        ? context.getString(R.string.job_seconds_left, (int) seconds)
        : context
            .getResources()
            .getQuantityString(R.plurals.job_minutes_left, (int) minutes, (int) minutes);
  }

  /**
   * What happened, with its real cause and its numbers.
   *
   * @param title the name that the file came with
   */
  static String refusal(Context context, String title, JobRecord.Fault fault) {
    String expected = ByteSize.text(context, fault.expected());
    String found = ByteSize.text(context, fault.found());
    return switch (fault.reason()) {
      case NO_SPACE, NO_SPACE_FOR_REST ->
          context.getString(R.string.refused_no_space, expected, found);
      case CUT_SHORT -> context.getString(R.string.refused_cut_short, found, expected);
      case SPLIT -> split(context, GgufPart.of(title), fault);
      case SERVER -> context.getString(R.string.refused_server, (int) fault.found());
      case NETWORK -> context.getString(R.string.refused_network, found);
      case DAMAGED -> withDetail(context, R.string.refused_damaged, FaultDetail.of(fault.detail()));
      case UNKNOWN_LAYOUT -> unknownLayout(context, FaultDetail.of(fault.detail()));
      case WEIGHTS_ONLY,
          WRONG_ANSWERS,
          NOT_A_MODEL,
          SOURCE_GONE,
          WRONG_HASH,
          CHANGED,
          NOT_HTTPS,
          NO_DOWNLOADS,
          STORAGE,
          NO_MEMORY,
          ENDED_APP ->
          context.getString(plain(fault.reason()));
    };
  }

  private static String unknownLayout(Context context, @Nullable FaultDetail detail) {
    String architecture = detail == null ? null : detail.architecture();
    return architecture == null
        ? withDetail(context, R.string.refused_layout, detail)
        : context.getString(R.string.refused_layout_named, architecture);
  }

  /** With where it is wrong, what was expected and what was found, where the reader said so. */
  private static String withDetail(
      Context context, @StringRes int sentence, @Nullable FaultDetail detail) {
    String words = context.getString(sentence);
    return detail == null
        ? words
        : context.getString(
            R.string.refused_because, words, detail.place(), detail.expected(), detail.found());
  }

  private static String split(Context context, @Nullable GgufPart part, JobRecord.Fault fault) {
    if (fault.found() > 1) {
      int expected = (int) fault.expected();
      return context
          .getResources()
          .getQuantityString(R.plurals.refused_split, expected, expected, (int) fault.found());
    }
    if (part == null || part.others().isEmpty()) {
      return context.getString(R.string.refused_part);
    }
    List<String> others = part.others();
    String names =
        others.size() > MOST_NAMES
            ? context.getString(
                R.string.refused_part_range, others.get(0), others.get(others.size() - 1))
            : String.join(context.getString(R.string.refused_part_join), others);
    return context.getString(R.string.refused_part_of, part.number(), part.count(), names);
  }

  private static @StringRes int plain(Refusal.Reason reason) {
    return switch (reason) {
      case WEIGHTS_ONLY -> R.string.refused_weights_only;
      case WRONG_ANSWERS -> R.string.refused_answers;
      case NOT_A_MODEL -> R.string.refused_no_model;
      case SOURCE_GONE -> R.string.refused_gone;
      case WRONG_HASH -> R.string.refused_hash;
      case CHANGED -> R.string.refused_changed;
      case NOT_HTTPS -> R.string.refused_https;
      case NO_DOWNLOADS -> R.string.refused_no_downloads;
      case STORAGE -> R.string.refused_storage;
      case NO_MEMORY -> R.string.refused_no_memory;
      case ENDED_APP -> R.string.refused_ended_app;
      case NO_SPACE,
          NO_SPACE_FOR_REST,
          CUT_SHORT,
          SPLIT,
          SERVER,
          NETWORK,
          DAMAGED,
          UNKNOWN_LAYOUT ->
          throw new AssertionError(reason + " has values");
    };
  }

  /** What was kept, or not touched. A file on a server is not what is kept here. */
  static @StringRes int kept(JobRecord job, Refusal.Reason reason) {
    boolean own = job.kind() == JobRecord.Kind.FILE || job.kind() == JobRecord.Kind.FILES;
    return switch (reason) {
      case NO_SPACE -> R.string.refused_nothing_copied;
      case NO_SPACE_FOR_REST -> R.string.refused_part_kept;
      case UNKNOWN_LAYOUT -> own ? R.string.refused_unchanged : R.string.refused_others;
      case CUT_SHORT,
          SPLIT,
          SERVER,
          NETWORK,
          DAMAGED,
          WEIGHTS_ONLY,
          WRONG_ANSWERS,
          NOT_A_MODEL,
          SOURCE_GONE,
          WRONG_HASH,
          CHANGED,
          NOT_HTTPS,
          NO_DOWNLOADS,
          STORAGE,
          NO_MEMORY,
          ENDED_APP ->
          R.string.refused_others;
    };
  }

  /** What to do: the word on the button that tries once more. */
  static @StringRes int tryAgain(JobRecord job) {
    JobRecord.Fault fault = job.fault();
    if (job.kind() == JobRecord.Kind.DOWNLOAD || job.kind() == JobRecord.Kind.DOWNLOADS) {
      if (fault != null && fault.reason() == Refusal.Reason.CHANGED) {
        return R.string.start_again;
      }
      boolean anew = fault != null && fault.reason().isOfContents();
      return anew ? R.string.download_again : R.string.go_on;
    }
    boolean elsewhere =
        fault != null
            && (fault.reason().isOfSpace()
                || fault.reason() == Refusal.Reason.STORAGE
                || fault.reason() == Refusal.Reason.NO_MEMORY
                || fault.reason() == Refusal.Reason.ENDED_APP);
    return elsewhere ? R.string.try_again : R.string.pick_again;
  }
}
