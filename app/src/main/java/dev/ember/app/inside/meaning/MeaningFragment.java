package dev.ember.app.inside.meaning;

import android.os.Bundle;
import android.text.InputType;
import android.view.View;
import android.view.ViewGroup;
import android.widget.EditText;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.R;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.inside.page.InsideInput;
import dev.ember.app.inside.page.InsidePage;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.LabStateView;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.FieldDialog;
import dev.ember.app.widget.LyingPage;
import dev.ember.app.widget.ReadingColumnLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Meaning as direction: the neighbours of a word, a map, and sums of words. */
public final class MeaningFragment extends Fragment {
  private static final String WORD_REQUEST = "meaning.word";
  private static final String ANALOGY = "analogy";
  private static final float ZOOM = 1.6f;
  private static final float PERCENT = 100;

  /** How strong Material paints what cannot be used. */
  private static final float DISABLED = 0.38f;

  /** The map of large names; a higher one would push the list out of the window. */
  private static final float MOST_HIGHER = 1.3f;

  /** Beside the map the list has so much of the map's width: a word, a bar and a number. */
  private static final float LIST_SHARE = 0.6f;

  /** Of a window of little height the map has so much: the rest is the bar and the edges. */
  private static final float MAP_OF_WINDOW = 0.68f;

  /** A longer one stands in its field; in sentences it is cut. */
  private static final int MOST_SHOWN = 40;

  private @Nullable Shown shown;

  public MeaningFragment() {
    super(R.layout.fragment_meaning);
  }

  private MeaningModel model() {
    return new ViewModelProvider(
            this,
            AppScope.viewModels(
                MeaningModel.class, () -> new MeaningModel(requireActivity().getApplication())))
        .get(MeaningModel.class);
  }

  /** The views of one life of the screen. */
  private record Shown(
      View root, InsidePage page, InsideInput input, SumBoard board, CloseRows near) {}

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    MeaningModel model = model();
    List<String> sum = savedState == null ? null : savedState.getStringArrayList(ANALOGY);
    if (sum != null && model.analogy() == null) {
      model.choose(Analogy.of(sum));
    }
    ModelLibrary library = AppScope.of(requireContext()).shelf().library();
    InsidePage page = new InsidePage(this, root, InsideScreen.MEANING, library);
    LabStateView state = ViewCompat.requireViewById(root, R.id.inside_state);
    state.emptyWords(R.string.meaning_empty_title, R.string.meaning_empty_body);
    InsideInput input =
        page.input(page.first(model.word(), R.string.meaning_example), word -> ask(page, word));
    EditText field = ViewCompat.requireViewById(root, R.id.inside_field);
    field.setRawInputType(InputType.TYPE_CLASS_TEXT);
    field.setHint(R.string.meaning_hint);
    Shown views =
        new Shown(
            root,
            page,
            input,
            new SumBoard(
                ViewCompat.requireViewById(root, R.id.sum_board), this::change, input::setText),
            new CloseRows(ViewCompat.requireViewById(root, R.id.near_rows), input::setText));
    shown = views;
    state.onAgain(() -> ask(page, input.text()));
    arrange(root);
    wireMap(root);
    getChildFragmentManager()
        .setFragmentResultListener(
            WORD_REQUEST,
            getViewLifecycleOwner(),
            (key, result) -> {
              String word = result.getString(FieldDialog.TEXT, "").trim();
              changed(Analogy.Part.valueOf(result.getString(FieldDialog.SUBJECT, "")), word);
            });
    model.state().observe(getViewLifecycleOwner(), now -> show(views, state, now));
  }

  private void ask(InsidePage page, String word) {
    List<Analogy> presets = new ArrayList<>();
    for (String line : getResources().getStringArray(R.array.meaning_sums)) {
      presets.add(Analogy.parse(line));
    }
    List<String> landmarks = List.of(getResources().getStringArray(R.array.meaning_landmarks));
    model().ask(page.modelId(), word, presets, landmarks);
  }

  /** A phone that lies has the map beside the list; large names have a higher map. */
  private static void arrange(View root) {
    LinearLayout panes = ViewCompat.requireViewById(root, R.id.near_result);
    ViewGroup.LayoutParams map = ViewCompat.requireViewById(root, R.id.map_frame).getLayoutParams();
    LyingPage.arrange(panes);
    if (LyingPage.isSo(panes)) {
      LinearLayout.LayoutParams card =
          (LinearLayout.LayoutParams)
              ViewCompat.requireViewById(root, R.id.near_card).getLayoutParams();
      card.topMargin =
          ((LinearLayout.LayoutParams) panes.getChildAt(0).getLayoutParams()).topMargin;
      card.weight = LIST_SHARE;
      ViewCompat.<ReadingColumnLayout>requireViewById(root, R.id.near_column).widen();
      float dp = root.getResources().getDisplayMetrics().density;
      float windowDp = root.getResources().getConfiguration().screenHeightDp;
      map.height = Math.max(map.height, Math.round(MAP_OF_WINDOW * windowDp * dp));
    } else {
      float font = root.getResources().getConfiguration().fontScale;
      map.height = Math.round(map.height * Math.max(1, Math.min(font, MOST_HIGHER)));
    }
  }

  private void wireMap(View root) {
    WordMap map = ViewCompat.requireViewById(root, R.id.word_map);
    View nearer = ViewCompat.requireViewById(root, R.id.map_in);
    View further = ViewCompat.requireViewById(root, R.id.map_out);
    nearer.setOnClickListener(view -> map.zoom(ZOOM));
    further.setOnClickListener(view -> map.zoom(1 / ZOOM));
    map.onMoved(
        () -> {
          enable(nearer, !map.isNearest());
          enable(further, !map.isWidest());
        });
  }

  private static void enable(View button, boolean enabled) {
    button.setEnabled(enabled);
    button.setAlpha(enabled ? 1 : DISABLED);
  }

  /** What was found stays while more is looked for, unless a chat has to be waited for. */
  private void show(Shown views, LabStateView state, LabState<Sight> now) {
    View result = ViewCompat.requireViewById(views.root(), R.id.meaning_result);
    boolean stays =
        now instanceof LabState.Working<Sight> working
            && !working.waits()
            && result.getVisibility() == View.VISIBLE;
    if (stays) {
      return;
    }
    result.setVisibility(now instanceof LabState.Done ? View.VISIBLE : View.GONE);
    state.show(now);
    if (now instanceof LabState.Done<Sight> done) {
      if (done.result().near() == null) {
        state.show(new LabState.Empty<>());
      }
      show(views, done.result());
    }
  }

  private void show(Shown views, Sight sight) {
    Sight.Near near = sight.near();
    ViewCompat.requireViewById(views.root(), R.id.near_result)
        .setVisibility(near == null ? View.GONE : View.VISIBLE);
    if (near != null) {
      showNear(views, sight, near);
    }
    views.board().show(sight.sum());
    View another = ViewCompat.requireViewById(views.root(), R.id.sum_another);
    another.setVisibility(sight.presets().size() > 1 ? View.VISIBLE : View.GONE);
    another.setOnClickListener(
        view -> {
          int next = sight.presets().indexOf(sight.sum().analogy()) + 1;
          choose(sight.presets().get(next % sight.presets().size()));
        });
  }

  private void showNear(Shown views, Sight sight, Sight.Near near) {
    String word = near.word();
    if (word.length() > MOST_SHOWN) {
      word = word.substring(0, word.offsetByCodePoints(0, MOST_SHOWN / 2)) + "…";
    }
    View root = views.root();
    WordMap map = ViewCompat.requireViewById(root, R.id.word_map);
    map.show(near.map().points(), views.input()::setText);
    map.setContentDescription(
        getString(R.string.meaning_map_spoken, near.map().points().size(), word));
    set(
        root,
        R.id.map_note,
        getString(
            R.string.meaning_map_note, sight.numbers(), Math.round(near.map().spread() * PERCENT)));
    set(root, R.id.near_heading, getString(R.string.meaning_near, word));
    set(root, R.id.near_compared, compared(sight, near, word));
    views.near().show(near.nearest(), "");
  }

  private String compared(Sight sight, Sight.Near near, String word) {
    String note = getString(R.string.meaning_compared, sight.words(), near.middle());
    return near.tokens() == 1
        ? note
        : getString(R.string.meaning_pieces, word, near.tokens()) + " " + note;
  }

  private static void set(View root, int id, String text) {
    ViewCompat.<TextView>requireViewById(root, id).setText(text);
  }

  private void change(Analogy.Part part) {
    if (isStateSaved() || !(model().state().getValue() instanceof LabState.Done<Sight> done)) {
      return;
    }
    FieldDialog.Words words =
        new FieldDialog.Words(
            part == Analogy.Part.EXPECTED
                ? R.string.meaning_change_expected
                : R.string.meaning_change,
            getString(R.string.meaning_hint),
            R.string.meaning_take,
            FieldDialog.Kind.WORD);
    FieldDialog.of(WORD_REQUEST, part.name(), done.result().sum().analogy().word(part), words)
        .show(getChildFragmentManager(), WORD_REQUEST);
  }

  private void changed(Analogy.Part part, String word) {
    boolean needed = part != Analogy.Part.EXPECTED;
    if (model().state().getValue() instanceof LabState.Done<Sight> done
        && !(needed && word.isEmpty())) {
      choose(done.result().sum().analogy().with(part, word));
    }
  }

  private void choose(Analogy analogy) {
    Shown views = shown;
    if (views != null) {
      model().choose(analogy);
      ask(views.page(), views.input().text());
    }
  }

  @Override
  public void onDestroyView() {
    super.onDestroyView();
    shown = null;
  }

  @Override
  public void onSaveInstanceState(Bundle state) {
    super.onSaveInstanceState(state);
    Analogy analogy = model().analogy();
    if (analogy != null) {
      state.putStringArrayList(ANALOGY, new ArrayList<>(analogy.words()));
    }
  }
}
