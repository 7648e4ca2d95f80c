package dev.ember.app.inside.window;

import android.os.Bundle;
import android.view.View;
import android.view.ViewGroup;
import android.widget.LinearLayout;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import com.google.android.material.progressindicator.LinearProgressIndicator;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsidePage;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.LabStateView;
import dev.ember.app.inside.tokens.TokenText;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import org.jspecify.annotations.Nullable;

/** The chat as the model sees it: what each message costs, what fell out, and the prompt itself. */
public final class WindowFragment extends Fragment {
  /** From this size of font on, who speaks stands above what it takes. */
  private static final float STACK_FROM = 1.3f;

  private static final String NARROWED = "window.narrowed";

  private @Nullable WindowModel window;

  public WindowFragment() {
    super(R.layout.fragment_window);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    ModelLibrary library = AppScope.of(requireContext()).shelf().library();
    InsidePage page = new InsidePage(this, root, InsideScreen.WINDOW, library);
    WindowModel model =
        new ViewModelProvider(
                this,
                AppScope.viewModels(
                    WindowModel.class, () -> new WindowModel(requireActivity().getApplication())))
            .get(WindowModel.class);
    window = model;
    if (savedState != null && savedState.containsKey(NARROWED)) {
      model.narrow(savedState.getInt(NARROWED));
    }
    model.open(page.text());
    WindowSlider slider =
        new WindowSlider(
            ViewCompat.requireViewById(root, R.id.window_size), model.narrowed(), model::narrow);
    LabStateView state =
        page.follow(
            model.state(),
            R.id.window_result,
            sight -> {
              page.looksInto(model.modelId());
              slider.show(sight);
              show(root, sight);
            });
    state.emptyWords(R.string.window_empty_title, R.string.window_empty_body);
    state.onAgain(model::again);
  }

  @Override
  public void onSaveInstanceState(Bundle state) {
    super.onSaveInstanceState(state);
    Integer narrowed = window == null ? null : window.narrowed();
    if (narrowed != null) {
      state.putInt(NARROWED, narrowed);
    }
  }

  private void show(View root, WindowSight sight) {
    ViewCompat.requireViewById(root, R.id.window_unfit)
        .setVisibility(sight.fits() ? View.GONE : View.VISIBLE);
    ViewCompat.<TextView>requireViewById(root, R.id.window_sum)
        .setText(getString(R.string.meter, sight.usedTokens(), sight.windowTokens()));
    bar(root, R.id.window_sum_bar, sight.usedTokens(), sight.windowTokens());
    ViewGroup rows = ViewCompat.requireViewById(root, R.id.window_messages);
    rows.removeAllViews();
    int cutLine = sight.cutLine();
    for (int i = 0; i < sight.parts().size(); i++) {
      if (i > 0 && i == cutLine) {
        View line = getLayoutInflater().inflate(R.layout.item_cut_line, rows, false);
        line.setPadding(0, line.getPaddingBottom(), 0, 0); // as the rows, which have air above them
        rows.addView(line);
      }
      rows.addView(row(rows, sight.parts().get(i), sight.windowTokens()));
    }
    ViewCompat.<TextView>requireViewById(root, R.id.window_prompt)
        .setText(TokenText.of(root, sight.pieces()));
  }

  private View row(ViewGroup rows, WindowSight.Seen seen, int windowTokens) {
    View row = getLayoutInflater().inflate(R.layout.row_window, rows, false);
    String who = getString(name(seen.part()));
    String what = text(seen);
    String cost = getResources().getQuantityString(R.plurals.tokens, seen.tokens(), seen.tokens());
    String line =
        seen.inside()
            ? cost
            : cost + getString(R.string.stats_join) + getString(R.string.window_out);
    if (getResources().getConfiguration().fontScale >= STACK_FROM) {
      stack(ViewCompat.requireViewById(row, R.id.window_head));
    }
    ViewCompat.<TextView>requireViewById(row, R.id.window_who).setText(who);
    ViewCompat.<TextView>requireViewById(row, R.id.window_cost).setText(line);
    TextView text = ViewCompat.requireViewById(row, R.id.window_text);
    text.setText(what);
    View bar = bar(row, R.id.window_cost_bar, seen.tokens(), windowTokens);
    bar.setVisibility(seen.inside() ? View.VISIBLE : View.GONE);
    row.setContentDescription(getString(R.string.window_spoken, who, line, what));
    return row;
  }

  private static void stack(LinearLayout head) {
    head.setOrientation(LinearLayout.VERTICAL);
    for (int i = 0; i < head.getChildCount(); i++) {
      LinearLayout.LayoutParams place =
          (LinearLayout.LayoutParams) head.getChildAt(i).getLayoutParams();
      place.width = ViewGroup.LayoutParams.MATCH_PARENT;
      place.weight = 0;
      place.setMarginStart(0);
    }
  }

  private static View bar(View root, int id, int value, int most) {
    LinearProgressIndicator bar = ViewCompat.requireViewById(root, id);
    bar.setMax(most);
    bar.setProgress(Math.min(value, most));
    return bar;
  }

  private static int name(WindowSight.Part part) {
    return switch (part) {
      case TEMPLATE -> R.string.window_template;
      case SYSTEM -> R.string.system_prompt;
      case USER -> R.string.window_you;
      case ASSISTANT -> R.string.window_model;
      case OPENING -> R.string.window_opening;
    };
  }

  private String text(WindowSight.Seen seen) {
    return switch (seen.part()) {
      case TEMPLATE -> getString(R.string.window_template_body);
      case OPENING -> getString(R.string.window_opening_body);
      case SYSTEM, USER, ASSISTANT -> seen.text();
    };
  }
}
