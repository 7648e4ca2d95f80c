package dev.ember.app.inside.stages;

import android.os.Bundle;
import android.view.View;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How it was raised: one prompt, every stage of the model. */
public final class StagesFragment extends Fragment {
  public StagesFragment() {
    super(R.layout.fragment_stages);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    StagesModel model =
        new ViewModelProvider(this, StagesModel.factory(requireActivity().getApplication()))
            .get(StagesModel.class);
    ModelLibrary library = AppScope.of(requireContext()).shelf().library();
    InsidePage page = new InsidePage(this, root, InsideScreen.RAISED, library);
    InsideInput input = page.input(page.first("", R.string.stages_prompt), text -> {});
    Runnable ask = () -> model.ask(page.modelId(), input.text());
    click(root, R.id.stages_ask, ask);
    click(root, R.id.stages_models, page.host()::openModels);
    StageCards cards =
        new StageCards(ViewCompat.requireViewById(root, R.id.stages_cards), getLayoutInflater());
    LabStateView state =
        page.follow(model.state(), R.id.stages_result, answers -> show(root, page, cards, answers));
    state.emptyWords(R.string.stages_empty_title, R.string.stages_empty_body);
    state.memoryWords(R.string.stages_memory_body);
    state.onAgain(() -> model.ask(page.modelId(), model.asked()));
    state.onCancel(model::stop);
    // The models of the phone are known a moment after the start of the process.
    library
        .state()
        .observe(
            getViewLifecycleOwner(),
            models -> {
              model.askAmongModels(page.modelId());
              if (model.state().getValue() instanceof LabState.Done<List<StageAnswer>> done) {
                showWhose(root, page, done.result()); // the model's name may be known only now
              }
            });
  }

  private static void click(View root, int id, Runnable step) {
    ViewCompat.requireViewById(root, id).setOnClickListener(view -> step.run());
  }

  private void show(View root, InsidePage page, StageCards cards, List<StageAnswer> answers) {
    boolean asked = answers.stream().anyMatch(StageAnswer::asked);
    ViewCompat.requireViewById(root, R.id.stages_intro)
        .setVisibility(asked ? View.GONE : View.VISIBLE);
    cards.show(answers);
    ViewCompat.requireViewById(root, R.id.stages_alone)
        .setVisibility(answers.size() == 1 ? View.VISIBLE : View.GONE);
    showWhose(root, page, answers);
  }

  private void showWhose(View root, InsidePage page, List<StageAnswer> answers) {
    String words = new StageWords(requireContext()).ofAnother(answers, page.modelName());
    TextView whose = ViewCompat.requireViewById(root, R.id.stages_of_another);
    whose.setVisibility(words == null ? View.GONE : View.VISIBLE);
    whose.setText(words);
  }
}
