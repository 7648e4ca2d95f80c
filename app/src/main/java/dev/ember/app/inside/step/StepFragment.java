package dev.ember.app.inside.step;

import android.os.Bundle;
import android.text.SpannableStringBuilder;
import android.text.Spanned;
import android.text.style.ForegroundColorSpan;
import android.view.View;
import android.widget.ImageButton;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import com.google.android.material.color.MaterialColors;
import com.google.android.material.slider.Slider;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsidePage;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.why.CandidateRows;
import dev.ember.app.inside.why.Explained;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.sample.SamplingOptions;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One token at a time: what may come next, and how the settings move it. */
public final class StepFragment extends Fragment {
  private static final String WRITTEN = "written";

  private @Nullable StepModel model;
  private String start = "";

  public StepFragment() {
    super(R.layout.fragment_step);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    StepModel steps =
        new ViewModelProvider(this, StepModel.factory(AppScope.of(requireContext())))
            .get(StepModel.class);
    model = steps;
    InsidePage page = new InsidePage(this, root, InsideScreen.ONE_TOKEN);
    page.input(
        text -> {
          start = text;
          steps.begin(page.modelId(), text);
        });
    click(root, R.id.step_forward, steps::forward);
    click(root, R.id.step_back, steps::back);
    click(root, R.id.step_rewind, steps::rewind);
    listen(root, R.id.step_temperature, value -> steps.set(with(steps, value, null, null)));
    listen(root, R.id.step_top_k, value -> steps.set(with(steps, null, value, null)));
    listen(root, R.id.step_top_p, value -> steps.set(with(steps, null, null, value)));
    steps.state().observe(getViewLifecycleOwner(), state -> show(root, steps, state));
  }

  @Override
  public void onViewStateRestored(@Nullable Bundle savedState) {
    super.onViewStateRestored(savedState);
    List<Integer> written = savedState == null ? null : savedState.getIntegerArrayList(WRITTEN);
    if (written != null && model != null) {
      model.restore(written);
    }
  }

  @Override
  public void onSaveInstanceState(Bundle state) {
    super.onSaveInstanceState(state);
    if (model != null) {
      state.putIntegerArrayList(WRITTEN, model.written());
    }
  }

  private static SamplingOptions with(
      StepModel steps, @Nullable Float temperature, @Nullable Float topK, @Nullable Float topP) {
    SamplingOptions now = steps.settings();
    return new SamplingOptions(
        temperature == null ? now.temperature() : temperature,
        topK == null ? now.topK() : Math.round(topK),
        topP == null ? now.topP() : topP,
        now.minP(),
        now.repetitionPenalty(),
        now.repetitionWindow(),
        now.seed());
  }

  private static void click(View root, int id, Runnable step) {
    ViewCompat.requireViewById(root, id).setOnClickListener(view -> step.run());
  }

  /** Hears a slider that a person moves. */
  private interface Moved {
    void to(float value);
  }

  private static void listen(View root, int id, Moved moved) {
    ViewCompat.<Slider>requireViewById(root, id)
        .addOnChangeListener(
            (slider, value, byUser) -> {
              if (byUser) {
                moved.to(value);
              }
            });
  }

  private void show(View root, StepModel steps, StepState state) {
    ViewCompat.<TextView>requireViewById(root, R.id.step_text).setText(text(root, state));
    TextView count = ViewCompat.requireViewById(root, R.id.step_count);
    count.setText(words(state));
    slider(
        root, R.id.step_temperature, R.id.step_temperature_value, state.settings().temperature());
    slider(root, R.id.step_top_k, R.id.step_top_k_value, state.settings().topK());
    slider(root, R.id.step_top_p, R.id.step_top_p_value, state.settings().topP());
    boolean ready = state.phase() == StepState.Phase.READY;
    ViewCompat.requireViewById(root, R.id.step_forward).setEnabled(ready);
    ImageButton play = ViewCompat.requireViewById(root, R.id.step_play);
    play.setImageResource(state.playing() ? R.drawable.ic_24_pause : R.drawable.ic_24_play);
    play.setContentDescription(
        getString(state.playing() ? R.string.step_pause : R.string.step_play));
    play.setOnClickListener(view -> steps.play(!state.playing()));
    Explained next = state.next();
    LinearLayout rows = ViewCompat.requireViewById(root, R.id.step_candidates);
    if (next != null) {
      CandidateRows.in(rows).showAll(next, candidate -> steps.take(candidate.token()));
    } else if (state.phase() != StepState.Phase.READING) {
      rows.removeAllViews();
    }
  }

  private CharSequence text(View root, StepState state) {
    SpannableStringBuilder text = new SpannableStringBuilder(start);
    text.append(state.written());
    int color = MaterialColors.getColor(root, com.google.android.material.R.attr.colorTertiary);
    text.setSpan(
        new ForegroundColorSpan(color),
        start.length(),
        text.length(),
        Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
    return text;
  }

  private String words(StepState state) {
    return switch (state.phase()) {
      case EMPTY -> getString(R.string.step_empty);
      case READING -> getString(R.string.step_working);
      case ENDED -> getString(R.string.step_ended);
      case TOO_LONG -> getString(R.string.step_too_long);
      case FAILED -> getString(R.string.why_failed, state.detail());
      case READY ->
          getResources().getQuantityString(R.plurals.step_count, state.tokens(), state.tokens());
    };
  }

  private void slider(View root, int slider, int label, float value) {
    Slider bar = ViewCompat.requireViewById(root, slider);
    boolean whole = bar.getStepSize() >= 1;
    bar.setValue(whole ? value : Math.round(value * 100) / 100f);
    Locale locale = getResources().getConfiguration().getLocales().get(0);
    ViewCompat.<TextView>requireViewById(root, label)
        .setText(String.format(locale, whole ? "%.0f" : "%.2f", value));
  }
}
