package dev.ember.app.benchmark;

import android.os.Bundle;
import android.view.View;
import android.widget.Button;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import com.google.android.material.progressindicator.LinearProgressIndicator;
import dev.ember.app.R;
import dev.ember.app.library.ModelCard;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.AppVersion;
import dev.ember.app.widget.AskDialog;
import dev.ember.app.widget.SharedFile;
import dev.ember.app.widget.SystemInsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How fast a model is here, and whether it answers as its maker wrote down. */
public final class BenchmarkFragment extends Fragment {
  private static final String MODEL = "benchmark.model";
  private static final String JSON_TYPE = "application/json";
  private static final String FILE_NAME = "ember-benchmark.json";

  /** What only the activity can do. */
  public interface Host {
    void closePage(Fragment page);
  }

  public BenchmarkFragment() {
    super(R.layout.fragment_benchmark);
  }

  private BenchmarkModel model() {
    return new ViewModelProvider(this, BenchmarkModel.factory(requireContext()))
        .get(BenchmarkModel.class);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    SystemInsets.pad(root, ViewCompat.requireViewById(root, R.id.page_bar));
    ViewCompat.<TextView>requireViewById(root, R.id.page_title).setText(R.string.benchmark);
    click(root, R.id.page_back, () -> ((Host) requireActivity()).closePage(this));
    BenchmarkModel model = model();
    click(root, R.id.benchmark_start, model::start);
    click(root, R.id.benchmark_stop, model::stop);
    click(root, R.id.benchmark_share, this::share);
    click(root, R.id.benchmark_model, this::chooseModel);
    AskDialog.listen(this, MODEL, model::choose);
    BenchmarkRows rows = new BenchmarkRows(root, getLayoutInflater());
    model
        .state()
        .observe(
            getViewLifecycleOwner(),
            state -> {
              showControls(root, state);
              rows.show(state);
            });
  }

  private static void click(View root, int id, Runnable step) {
    ViewCompat.requireViewById(root, id).setOnClickListener(view -> step.run());
  }

  private void showControls(View root, BenchmarkState state) {
    BenchmarkWords words = new BenchmarkWords(requireContext());
    ModelCard card = state.chosen();
    Button chooser = ViewCompat.requireViewById(root, R.id.benchmark_model);
    chooser.setText(card == null ? getString(R.string.model_not_loaded) : card.name());
    chooser.setEnabled(state.work() == null && state.models().size() > 1);
    ViewCompat.<TextView>requireViewById(root, R.id.benchmark_warmth)
        .setText(words.warmth(state.warmth()));
    ViewCompat.<TextView>requireViewById(root, R.id.benchmark_title).setText(words.title(state));
    ViewCompat.<TextView>requireViewById(root, R.id.benchmark_body).setText(words.body(state));
    boolean runs = state.work() != null;
    visible(root, R.id.benchmark_start, !runs).setEnabled(card != null);
    visible(root, R.id.benchmark_stop, runs);
    visible(root, R.id.benchmark_share, state.canShare());
    showProgress(visible(root, R.id.benchmark_progress, runs), state.work());
  }

  private static void showProgress(View bar, BenchmarkState.@Nullable Work work) {
    if (bar instanceof LinearProgressIndicator progress
        && work instanceof BenchmarkState.Running run) {
      Protocol protocol = run.protocol();
      int done = run.reading() ? run.doneTokens() : protocol.reads() + run.doneTokens();
      progress.setMax(protocol.reads() + protocol.writes());
      progress.setProgressCompat(done, false);
    }
  }

  private static View visible(View root, int id, boolean visible) {
    View view = ViewCompat.requireViewById(root, id);
    view.setVisibility(visible ? View.VISIBLE : View.GONE);
    return view;
  }

  private void chooseModel() {
    BenchmarkState state = model().state().getValue();
    if (state == null) {
      return;
    }
    List<AskDialog.Choice> choices = new ArrayList<>();
    state.models().forEach(card -> choices.add(new AskDialog.Choice(card.id(), card.name())));
    ModelCard chosen = state.chosen();
    AskDialog.forOne(
            MODEL,
            getString(R.string.benchmark_model),
            choices,
            chosen == null ? null : chosen.id())
        .over(getChildFragmentManager());
  }

  private void share() {
    BenchmarkState state = model().state().getValue();
    BenchmarkReport report = state == null ? null : state.report();
    if (report == null) {
      return;
    }
    String json = BenchmarkJson.write(report, AppVersion.of(requireContext()));
    SharedFile.of(requireContext(), FILE_NAME)
        .share(this, AppScope.of(requireContext()).executors(), JSON_TYPE, json);
  }
}
