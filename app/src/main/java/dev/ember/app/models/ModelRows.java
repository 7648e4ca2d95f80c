package dev.ember.app.models;

import android.content.Context;
import android.view.View;
import android.widget.ImageButton;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import com.google.android.material.color.MaterialColors;
import com.google.android.material.progressindicator.LinearProgressIndicator;
import dev.ember.app.R;
import dev.ember.app.jobs.Flavour;
import dev.ember.app.jobs.JobProgress;
import dev.ember.app.jobs.JobRecord;
import dev.ember.app.jobs.JobState;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.ModelCard;
import dev.ember.app.library.Refusal;
import dev.ember.app.widget.ByteSize;
import dev.ember.app.widget.ShareBar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills the rows of the models screen. */
final class ModelRows {

  /** What rows ask for. */
  interface Listener {
    void open(ModelCard card);

    void makeDefault(ModelCard card);

    void pause(JobRecord job);

    void goOn(JobRecord job);

    void hurry(JobRecord job);

    void cancel(JobRecord job);

    /** The one step that may help after a refusal. */
    void tryAgain(JobRecord job);

    /** The phone's own page for that. */
    void freeUpSpace();

    void showDetails(String title, String detail);
  }

  private static final int CALM = com.google.android.material.R.attr.colorOnSurfaceVariant;

  private final Listener listener;

  ModelRows(Listener listener) {
    this.listener = listener;
  }

  void bind(View row, ModelItem item) {
    if (item instanceof ModelItem.Storage storage) {
      bindStorage(row, storage.room());
    } else if (item instanceof ModelItem.Working working) {
      bindJob(row, working.state());
    } else if (item instanceof ModelItem.Present present) {
      bindModel(row, present);
    } else if (item instanceof ModelItem.Refused refused) {
      bindRefused(row, refused.job());
    }
  }

  private static void bindStorage(View row, LibraryState.Room room) {
    Context context = row.getContext();
    say(row, R.id.storage_used, words(context, R.string.models_use, room.modelBytes()));
    say(row, R.id.storage_free, words(context, R.string.models_free, room.freeBytes()));
    double total = Math.max(1, room.totalBytes());
    double models = room.modelBytes() / total;
    double rest = (room.totalBytes() - room.freeBytes()) / total - models;
    ViewCompat.<ShareBar>requireViewById(row, R.id.storage_bar)
        .show(
            List.of(
                new ShareBar.Part(models, androidx.appcompat.R.attr.colorPrimary),
                new ShareBar.Part(
                    Math.max(0, rest), com.google.android.material.R.attr.colorOutline)));
  }

  private static String words(Context context, int words, long bytes) {
    return context.getString(words, ByteSize.text(context, bytes));
  }

  private void bindJob(View row, JobState state) {
    Context context = row.getContext();
    JobRecord job = state.job();
    JobProgress progress = state.progress();
    boolean paused = job.status() == JobRecord.Status.PAUSED;
    say(row, R.id.job_title, job.title());
    say(row, R.id.job_step, JobWords.step(context, state));
    String rest = JobWords.rest(context, state);
    say(row, R.id.job_more, rest == null ? more(context, progress) : rest);
    TextView more = ViewCompat.requireViewById(row, R.id.job_more);
    more.setTextColor(MaterialColors.getColor(more, rest == null ? CALM : R.attr.emberCaution));
    show(row, R.id.job_hurry, mayHurry(progress));
    ViewCompat.requireViewById(row, R.id.job_hurry).setOnClickListener(view -> listener.hurry(job));
    LinearProgressIndicator bar = ViewCompat.requireViewById(row, R.id.job_progress);
    bar.setProgressCompat(progress == null ? 0 : progress.permille(), false);
    ImageButton pause = ViewCompat.requireViewById(row, R.id.job_pause);
    pause.setImageResource(paused ? R.drawable.ic_24_play : R.drawable.ic_24_pause);
    pause.setContentDescription(
        context.getString(paused ? R.string.job_go_on : R.string.job_pause, job.title()));
    pause.setOnClickListener(
        view -> {
          if (paused) {
            listener.goOn(job);
          } else {
            listener.pause(job);
          }
        });
    View cancel = ViewCompat.requireViewById(row, R.id.job_cancel);
    cancel.setContentDescription(context.getString(R.string.job_cancel, job.title()));
    cancel.setOnClickListener(view -> listener.cancel(job));
  }

  private static String more(Context context, @Nullable JobProgress progress) {
    String left = JobWords.timeLeft(context, progress);
    String first = context.getString(R.string.job_first_checked);
    return left.isEmpty() ? first : first + context.getString(R.string.stats_join) + left;
  }

  private static boolean mayHurry(@Nullable JobProgress progress) {
    return progress != null
        && (progress.pause() == JobProgress.Pause.WARM
            || progress.pause() == JobProgress.Pause.BATTERY_LOW
            || progress.pause() == JobProgress.Pause.METERED);
  }

  private void bindModel(View row, ModelItem.Present model) {
    Context context = row.getContext();
    ModelCard card = model.card();
    say(row, R.id.model_name, card.name());
    say(row, R.id.model_facts, ModelWords.facts(context, card));
    show(row, R.id.tag_default, model.isDefault());
    show(row, R.id.tag_built_in, card.builtIn());
    show(row, R.id.tag_gpu, model.gpuChecked());
    float speed = model.speed().writingPerSecond();
    show(row, R.id.tag_speed, speed > 0);
    say(
        row,
        R.id.tag_speed,
        context.getString(R.string.tag_speed, ModelWords.number(Math.round(speed), 0)));
    show(row, R.id.tag_source, model.sourceBytes() > 0);
    say(row, R.id.tag_source, words(context, R.string.tag_source, model.sourceBytes()));
    ImageButton radio = ViewCompat.requireViewById(row, R.id.model_default);
    radio.setImageResource(
        model.isDefault() ? R.drawable.ic_24_radio_on : R.drawable.ic_24_radio_off);
    radio.setContentDescription(
        context.getString(
            model.isDefault() ? R.string.model_default_spoken : R.string.model_make_default_spoken,
            card.name()));
    radio.setOnClickListener(view -> listener.makeDefault(card));
    row.setOnClickListener(view -> listener.open(card));
  }

  private void bindRefused(View row, JobRecord job) {
    JobRecord.Fault fault = job.fault();
    if (fault == null) {
      throw new IllegalStateException("expected a refused job but found " + job.id());
    }
    String why = JobWords.refusal(row.getContext(), job.title(), fault);
    say(row, R.id.refused_title, job.title());
    say(row, R.id.refused_why, why);
    say(row, R.id.refused_kept, row.getContext().getString(JobWords.kept(job, fault.reason())));
    boolean full = fault.reason().isOfSpace();
    boolean helps =
        fault.reason() != Refusal.Reason.NO_DOWNLOADS || Flavour.downloads(row.getContext());
    triesAgain(row, R.id.refused_again, job, helps && !full);
    triesAgain(row, R.id.refused_go_on, job, full); // behind the step that makes it worth a try
    removes(row, R.id.refused_remove, job, !full);
    removes(row, R.id.refused_forget, job, full); // two buttons are enough
    show(row, R.id.refused_free, full);
    ViewCompat.requireViewById(row, R.id.refused_free)
        .setOnClickListener(view -> listener.freeUpSpace());
    View details = ViewCompat.requireViewById(row, R.id.refused_details);
    details.setVisibility(full || fault.detail().isEmpty() ? View.GONE : View.VISIBLE);
    details.setOnClickListener(view -> listener.showDetails(why, fault.detail()));
  }

  private void triesAgain(View row, int id, JobRecord job, boolean shown) {
    show(row, id, shown);
    TextView again = ViewCompat.requireViewById(row, id);
    again.setText(JobWords.tryAgain(job));
    again.setOnClickListener(view -> listener.tryAgain(job));
  }

  private void removes(View row, int id, JobRecord job, boolean shown) {
    show(row, id, shown);
    ViewCompat.requireViewById(row, id).setOnClickListener(view -> listener.cancel(job));
  }

  private static void say(View row, int id, String text) {
    ViewCompat.<TextView>requireViewById(row, id).setText(text);
  }

  private static void show(View row, int id, boolean visible) {
    ViewCompat.requireViewById(row, id).setVisibility(visible ? View.VISIBLE : View.GONE);
  }
}
