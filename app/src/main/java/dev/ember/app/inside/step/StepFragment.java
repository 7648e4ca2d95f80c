package dev.ember.app.inside.step;

import android.os.Bundle;
import android.view.View;
import android.widget.EditText;
import android.widget.ImageButton;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import com.google.android.material.materialswitch.MaterialSwitch;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsidePage;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.why.CandidateRows;
import dev.ember.app.inside.why.Explained;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.FieldDialog;
import dev.ember.app.widget.LyingPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One token at a time: what may come next, and how the settings and the dice move it. */
public final class StepFragment extends Fragment {
  private static final String SEED = "step.seed";

  public StepFragment() {
    super(R.layout.fragment_step);
  }

  private StepModel model() {
    return new ViewModelProvider(this, StepModel.factory(AppScope.of(requireContext())))
        .get(StepModel.class);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    StepModel steps = model();
    ModelLibrary library = AppScope.of(requireContext()).shelf().library();
    InsidePage page = new InsidePage(this, root, InsideScreen.ONE_TOKEN, library);
    if (page.text().isPlace()) {
      steps.beginAt(page.text());
      ViewCompat.<EditText>requireViewById(root, R.id.inside_field)
          .setHint(
              page.text().replayed() == null
                  ? R.string.step_place_hint
                  : R.string.step_replay_hint);
    }
    LyingPage.arrange(ViewCompat.requireViewById(root, R.id.step_panes));
    String kept = steps.text();
    page.input(kept == null ? page.text().text() : kept, text -> steps.begin(page.modelId(), text));
    click(root, R.id.step_forward, steps::forward);
    click(root, R.id.step_back, steps::back);
    click(root, R.id.step_rewind, steps::rewind);
    Views views =
        new Views(
            root,
            List.of(card(root, R.id.step_first, 0), card(root, R.id.step_second, 1)),
            new StepSliders(ViewCompat.requireViewById(root, R.id.step_sliders), steps::set),
            new PaceButton(ViewCompat.requireViewById(root, R.id.step_pace), steps::pace));
    getChildFragmentManager()
        .setFragmentResultListener(
            SEED,
            getViewLifecycleOwner(),
            (key, result) ->
                takeSeed(
                    Integer.parseInt(result.getString(FieldDialog.SUBJECT, "0")),
                    result.getString(FieldDialog.TEXT, "")));
    TokenTicks ticks = new TokenTicks(root);
    steps
        .state()
        .observe(
            getViewLifecycleOwner(),
            state -> {
              show(views, steps, state);
              ticks.show(state);
            });
  }

  /** What shows a state. */
  private record Views(View root, List<RunCard> cards, StepSliders sliders, PaceButton pace) {}

  private RunCard card(View root, int id, int run) {
    RunCard card = new RunCard(ViewCompat.requireViewById(root, id));
    card.onSeed(() -> askForSeed(run));
    return card;
  }

  private void askForSeed(int run) {
    StepState state = model().state().getValue();
    if (state != null && run < state.runs().size()) {
      FieldDialog.Words words =
          new FieldDialog.Words(
              R.string.step_seed_title,
              getString(R.string.seed_hint),
              R.string.step_seed_take,
              FieldDialog.Kind.NUMBER);
      String seed = String.valueOf(state.runs().get(run).seed());
      FieldDialog.of(SEED, String.valueOf(run), seed, words).show(getChildFragmentManager(), SEED);
    }
  }

  private void takeSeed(int run, String typed) {
    try {
      model().seed(run, Long.parseLong(typed.trim()));
    } catch (NumberFormatException noWholeNumber) {
      askForSeed(run); // which says what is expected
    }
  }

  /** Out of sight nothing goes on by itself; a phone that is turned is not out of sight. */
  @Override
  public void onStop() {
    super.onStop();
    if (!requireActivity().isChangingConfigurations()) {
      model().pause();
    }
  }

  private static void click(View root, int id, Runnable step) {
    ViewCompat.requireViewById(root, id).setOnClickListener(view -> step.run());
  }

  private void show(Views views, StepModel steps, StepState state) {
    showRuns(views, steps, state);
    views.sliders().show(state.settings());
    views.pace().show(state.play().pace());
    ViewCompat.requireViewById(views.root(), R.id.step_forward).setEnabled(state.canGoOn());
    showPlay(ViewCompat.requireViewById(views.root(), R.id.step_play), steps, state.play().on());
    boolean tinted =
        state.runs().stream()
            .flatMap(run -> run.chips().stream())
            .anyMatch(chip -> chip.sure() != null);
    ViewCompat.requireViewById(views.root(), R.id.step_sure_legend)
        .setVisibility(tinted ? View.VISIBLE : View.GONE);
    Explained next = state.shownRun().next();
    LinearLayout rows = ViewCompat.requireViewById(views.root(), R.id.step_candidates);
    if (next != null) {
      CandidateRows.in(rows).showAll(next, candidate -> steps.take(candidate.token()));
    } else if (state.phase() != StepState.Phase.READING) {
      rows.removeAllViews();
    }
    int offered = rows.getChildCount() > 0 ? View.VISIBLE : View.GONE;
    ViewCompat.requireViewById(views.root(), R.id.step_next).setVisibility(offered);
    ViewCompat.requireViewById(views.root(), R.id.step_hint).setVisibility(offered);
  }

  private void showPlay(ImageButton play, StepModel steps, boolean playing) {
    play.setImageResource(playing ? R.drawable.ic_24_pause : R.drawable.ic_24_play);
    play.setContentDescription(getString(playing ? R.string.step_pause : R.string.step_play));
    play.setOnClickListener(view -> steps.play(!playing));
  }

  private void showRuns(Views views, StepModel steps, StepState state) {
    boolean two = state.runs().size() > 1;
    String kept = steps.text();
    String start = kept == null ? "" : kept;
    Integer parting = state.parting();
    for (int i = 0; i < views.cards().size(); i++) {
      RunCard card = views.cards().get(i);
      if (i < state.runs().size()) {
        int run = i;
        card.show(start, state, i, parting);
        card.choosable(i == state.shown(), two ? () -> steps.choose(run) : null);
      } else {
        card.hide();
      }
    }
    TextView words = ViewCompat.requireViewById(views.root(), R.id.step_parting);
    words.setVisibility(two ? View.VISIBLE : View.GONE);
    RunCard.announce(words, !state.play().on());
    words.setText(two ? parting(state, parting) : "");
    ViewCompat.<TextView>requireViewById(views.root(), R.id.step_next)
        .setText(
            two
                ? getString(R.string.step_next_seed, String.valueOf(state.shownRun().seed()))
                : getString(R.string.step_next));
    View row = ViewCompat.requireViewById(views.root(), R.id.step_two);
    ViewCompat.<MaterialSwitch>requireViewById(row, R.id.step_two_switch).setChecked(two);
    ViewCompat.setStateDescription(row, getString(two ? R.string.state_on : R.string.state_off));
    row.setOnClickListener(view -> steps.two(!two));
  }

  private String parting(StepState state, @Nullable Integer parting) {
    if (parting != null) {
      return getString(R.string.step_part, state.before() + parting + 1);
    }
    if (state.before() == 0) {
      return ""; // what was kept is not spelled out yet
    }
    return getString(state.isLevel() ? R.string.step_alike : R.string.step_alike_shorter);
  }
}
