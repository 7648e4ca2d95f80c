package dev.ember.app.inside.labeller;

import android.os.Bundle;
import android.view.View;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import androidx.recyclerview.widget.ConcatAdapter;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.data.Verdict;
import dev.ember.app.inside.page.InsideInput;
import dev.ember.app.inside.page.InsidePage;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.SharedFile;
import org.jspecify.annotations.Nullable;

/** You are the labeller: of two answers the better. */
public final class LabellerFragment extends Fragment {
  private static final String FILE_NAME = "ember-pairs.jsonl";

  /** As other tools that read it name it. */
  private static final String TYPE = "application/x-ndjson";

  public LabellerFragment() {
    super(R.layout.fragment_labeller);
  }

  private LabellerModel model() {
    return new ViewModelProvider(this, LabellerModel.factory(requireActivity().getApplication()))
        .get(LabellerModel.class);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    LabellerModel model = model();
    RecyclerView list = ViewCompat.requireViewById(root, R.id.labeller_list);
    View head = getLayoutInflater().inflate(R.layout.labeller_head, list, false);
    ChoiceAdapter rows =
        new ChoiceAdapter(
            AppScope.of(requireContext()).executors().rows(), choice -> model.delete(choice));
    list.setItemAnimator(null);
    list.setAdapter(new ConcatAdapter(new OneViewAdapter(head), rows));
    ModelLibrary library = AppScope.of(requireContext()).shelf().library();
    InsidePage page = new InsidePage(this, root, InsideScreen.LABELLER, library);
    model.open(page.text().text());
    InsideInput input = page.input(String.valueOf(model.prompt().getValue()), model::type);
    LabellerRows paint = new LabellerRows(head, root);
    listen(root, head, page);
    model
        .prompt()
        .observe(
            getViewLifecycleOwner(),
            prompt -> {
              if (!prompt.equals(input.text())) {
                input.setText(prompt);
              }
            });
    model.state().observe(getViewLifecycleOwner(), paint::show);
    model
        .chosen()
        .observe(
            getViewLifecycleOwner(),
            chosen -> {
              paint.show(chosen);
              rows.submitList(chosen);
            });
  }

  private void listen(View root, View head, InsidePage page) {
    LabellerModel model = model();
    click(root, R.id.labeller_first_better, () -> model.choose(Verdict.FIRST, page.modelId()));
    click(root, R.id.labeller_second_better, () -> model.choose(Verdict.SECOND, page.modelId()));
    click(root, R.id.labeller_equal, () -> model.choose(Verdict.EQUAL, page.modelId()));
    click(head, R.id.labeller_write, () -> model.write(page.modelId()));
    click(head, R.id.labeller_again, () -> model.write(page.modelId()));
    click(head, R.id.labeller_skip, model::skip);
    click(head, R.id.labeller_undo, model::undo);
    click(head, R.id.labeller_share, () -> model.lines(this::share));
  }

  private static void click(View root, int id, Runnable step) {
    ViewCompat.requireViewById(root, id).setOnClickListener(view -> step.run());
  }

  private void share(String lines) {
    if (!isAdded()) {
      return;
    }
    SharedFile.of(requireContext(), FILE_NAME)
        .share(this, AppScope.of(requireContext()).executors(), TYPE, lines);
  }
}
