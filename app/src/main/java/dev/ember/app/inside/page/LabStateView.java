package dev.ember.app.inside.page;

import android.content.Context;
import android.util.AttributeSet;
import android.view.LayoutInflater;
import android.view.View;
import android.widget.Button;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.annotation.StringRes;
import com.google.android.material.progressindicator.LinearProgressIndicator;
import dev.ember.app.R;
import dev.ember.app.inside.lab.LabState;
import org.jspecify.annotations.Nullable;

/**
 * Says that there is nothing to look at yet, how far a look is, or why it came to nothing. Gone
 * while there is a result to show.
 */
public final class LabStateView extends LinearLayout {
  private final View empty;
  private final View working;
  private final View failed;
  @StringRes private int emptyTitle = R.string.inside_empty_title;
  @StringRes private int emptyBody = R.string.inside_empty_body;
  @StringRes private int memoryBody = R.string.inside_memory_body;
  private @Nullable Runnable again;

  public LabStateView(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    setOrientation(VERTICAL);
    LayoutInflater.from(context).inflate(R.layout.inside_state, this, true);
    empty = findViewById(R.id.inside_empty);
    working = findViewById(R.id.inside_working);
    failed = findViewById(R.id.inside_failed);
    findViewById(R.id.inside_again).setOnClickListener(view -> lookAgain());
    findViewById(R.id.inside_stopped_again).setOnClickListener(view -> lookAgain());
    show(new LabState.Empty<>());
  }

  private void lookAgain() {
    if (again != null) {
      again.run();
    }
  }

  /** What to do when the reader wants no more of it; without it there is no such button. */
  public void onCancel(Runnable step) {
    View cancel = findViewById(R.id.inside_cancel);
    cancel.setVisibility(VISIBLE);
    cancel.setOnClickListener(view -> step.run());
  }

  /** Whether there is nothing to look at because the reader wanted no more. */
  public void stopped(boolean now) {
    this.<TextView>findViewById(R.id.inside_empty_title)
        .setText(now ? R.string.inside_stopped : emptyTitle);
    this.<TextView>findViewById(R.id.inside_empty_body)
        .setText(now ? R.string.inside_stopped_body : emptyBody);
    findViewById(R.id.inside_stopped_again).setVisibility(now && again != null ? VISIBLE : GONE);
  }

  /** What to do when the reader wants it tried again; without it there is no such button. */
  public void onAgain(Runnable step) {
    again = step;
    findViewById(R.id.inside_again).setVisibility(VISIBLE);
  }

  /** Other words for having nothing to look at, where one does not pick a sentence. */
  public void emptyWords(@StringRes int title, @StringRes int body) {
    emptyTitle = title;
    emptyBody = body;
    stopped(false);
  }

  /** What to do where memory is short, if a shorter text would not help. */
  public void memoryWords(@StringRes int body) {
    memoryBody = body;
  }

  /** A state as the lab has it. */
  public <R> void show(LabState<R> state) {
    empty.setVisibility(state instanceof LabState.Empty ? VISIBLE : GONE);
    working.setVisibility(state instanceof LabState.Working ? VISIBLE : GONE);
    failed.setVisibility(state instanceof LabState.Failed ? VISIBLE : GONE);
    setVisibility(state instanceof LabState.Done ? GONE : VISIBLE);
    if (state instanceof LabState.Empty<R> none) {
      stopped(none.stopped());
    } else if (state instanceof LabState.Working<R> now) {
      showWork(now);
    } else if (state instanceof LabState.Failed<R> fault) {
      showFault(fault);
    }
  }

  private void showWork(LabState.Working<?> now) {
    this.<TextView>findViewById(R.id.inside_working_words)
        .setText(new LabWords(getContext()).working(now));
    LinearProgressIndicator bar = findViewById(R.id.inside_working_bar);
    if (now.totalSteps() > 0) {
      bar.setMax(now.totalSteps());
    }
    bar.setProgress(now.doneSteps());
  }

  private void showFault(LabState.Failed<?> fault) {
    LabWords words = new LabWords(getContext());
    this.<TextView>findViewById(R.id.inside_failed_title).setText(words.title(fault));
    this.<TextView>findViewById(R.id.inside_failed_body).setText(words.body(fault, memoryBody));
    TextView detail = findViewById(R.id.inside_failed_detail);
    detail.setText(fault.detail());
    detail.setVisibility(GONE);
    Button details = findViewById(R.id.inside_failed_details);
    details.setVisibility(words.hasDetails(fault) ? VISIBLE : GONE);
    details.setOnClickListener(
        view -> {
          detail.setVisibility(VISIBLE);
          details.setVisibility(GONE);
        });
  }
}
