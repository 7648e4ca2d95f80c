package dev.ember.app.inside.positions;

import android.os.Bundle;
import android.view.View;
import android.view.ViewGroup;
import android.widget.Button;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import com.google.android.material.slider.Slider;
import dev.ember.app.R;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.inside.page.InsidePage;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.LabStateView;
import dev.ember.app.inside.page.PieceSpelling;
import dev.ember.app.inside.why.WhyWords;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the model knows the order of words. */
public final class PositionsFragment extends Fragment {
  /** A sentence has no more; further ones stay where they are. */
  private static final int MOST_WORDS = 40;

  public PositionsFragment() {
    super(R.layout.fragment_positions);
  }

  private PositionsModel model() {
    return new ViewModelProvider(this, PositionsModel.factory(requireActivity().getApplication()))
        .get(PositionsModel.class);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    PositionsModel model = model();
    ModelLibrary library = AppScope.of(requireContext()).shelf().library();
    InsidePage page = new InsidePage(this, root, InsideScreen.POSITIONS, library);
    page.input(
        page.first(model.text(), R.string.positions_example),
        text -> {
          model.read(page.modelId(), text);
          showWords(root, page);
        });
    WavesCard waves = new WavesCard(root);
    Slider place = ViewCompat.requireViewById(root, R.id.place);
    place.setValueTo(Waves.PLACES - 1);
    place.addOnChangeListener((slider, value, byUser) -> waves.show(Math.round(value)));
    LabStateView state =
        page.follow(
            model.state(),
            R.id.order_result,
            order -> {
              show(root, order);
              waves.model(order.turns(), Math.round(place.getValue()));
            });
    state.emptyWords(R.string.positions_empty_title, R.string.positions_empty_body);
    state.onAgain(() -> model.again(page.modelId()));
    state.onCancel(model::stop);
    model
        .state()
        .observe(
            getViewLifecycleOwner(),
            now -> {
              showWords(root, page);
              ViewCompat.requireViewById(root, R.id.turning_card)
                  .setVisibility(now instanceof LabState.Done ? View.VISIBLE : View.GONE);
            });
    waves.show(Math.round(place.getValue()));
  }

  /** The words as buttons; those that are swapped stand out. */
  private void showWords(View root, InsidePage page) {
    PositionsModel model = model();
    List<String> words = model.words();
    int count = words.size() < 2 ? 0 : Math.min(MOST_WORDS, words.size());
    ViewGroup flow = ViewCompat.requireViewById(root, R.id.order_words);
    while (flow.getChildCount() > count) {
      flow.removeViewAt(flow.getChildCount() - 1);
    }
    for (int i = 0; i < count; i++) {
      if (i == flow.getChildCount()) {
        flow.addView(getLayoutInflater().inflate(R.layout.item_word, flow, false));
      }
      Button button = (Button) flow.getChildAt(i);
      int word = i;
      boolean chosen = model.chosen().contains(i);
      button.setText(words.get(i));
      button.setActivated(chosen);
      button.setSelected(chosen);
      button.setContentDescription(
          getString(
              chosen ? R.string.positions_word_chosen : R.string.positions_word,
              words.get(i),
              i + 1));
      button.setOnClickListener(
          view -> {
            model.tap(page.modelId(), word);
            showWords(root, page);
          });
    }
    boolean waits = model.chosen().size() < 2;
    boolean failed = model.state().getValue() instanceof LabState.Failed; // says what to do first
    ViewCompat.requireViewById(root, R.id.order_card)
        .setVisibility(count == 0 || failed ? View.GONE : View.VISIBLE);
    ViewCompat.<TextView>requireViewById(root, R.id.order_hint)
        .setText(waits ? R.string.positions_tap_another : R.string.positions_tap);
  }

  private void show(View root, Order order) {
    set(root, R.id.order_before, getString(R.string.positions_quoted, order.before().text()));
    set(root, R.id.order_after, getString(R.string.positions_quoted, order.after().text()));
    new NextRows(ViewCompat.requireViewById(root, R.id.order_before_rows))
        .show(order.before().next());
    new NextRows(ViewCompat.requireViewById(root, R.id.order_after_rows))
        .show(order.after().next());
    WhyWords words = new WhyWords(requireContext());
    PieceSpelling.show(
        ViewCompat.requireViewById(root, R.id.order_finding),
        finding(order, words),
        finding(order, words.aloud()));
  }

  /** What the swap has changed, in a sentence. */
  private String finding(Order order, WhyWords names) {
    String bag =
        getString(
            order.sameTokens() ? R.string.positions_same_tokens : R.string.positions_other_tokens,
            order.tokens());
    Order.Next before = order.before().next().get(0);
    Order.Next after = order.after().next().get(0);
    int words =
        before.name().equals(after.name()) ? R.string.positions_stays : R.string.positions_changes;
    return bag
        + " "
        + getString(
            words,
            names.name(before.name()),
            names.percent(before.probability()),
            names.name(after.name()),
            names.percent(after.probability()));
  }

  private static void set(View root, int id, String text) {
    ViewCompat.<TextView>requireViewById(root, id).setText(text);
  }
}
