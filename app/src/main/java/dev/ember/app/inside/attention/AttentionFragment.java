package dev.ember.app.inside.attention;

import android.os.Bundle;
import android.view.View;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import com.google.android.material.tabs.TabLayout;
import dev.ember.app.R;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.inside.page.InsidePage;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.LabStateView;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the model looks while it reads a text, by layer and head; on a second tab, what each layer
 * would say next.
 */
public final class AttentionFragment extends Fragment {

  public AttentionFragment() {
    super(R.layout.fragment_attention);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    AttentionModel model =
        new ViewModelProvider(this, AttentionModel.factory(requireActivity().getApplication()))
            .get(AttentionModel.class);
    ModelLibrary library = AppScope.of(requireContext()).shelf().library();
    InsidePage page = new InsidePage(this, root, InsideScreen.ATTENTION, library);
    LabStateView state = ViewCompat.requireViewById(root, R.id.inside_state);
    state.onAgain(model::again);
    state.onCancel(model::stop);
    Panels panels = new Panels(root, model, state);
    showTabs(root, model, panels);
    page.input(
        page.first(model.text(), R.string.attention_example),
        text -> model.show(page.modelId(), text));
    model.map().observe(getViewLifecycleOwner(), now -> panels.show());
    model.lens().observe(getViewLifecycleOwner(), now -> panels.show());
  }

  private static void showTabs(View root, AttentionModel model, Panels panels) {
    TabLayout tabs = ViewCompat.requireViewById(root, R.id.attention_tabs);
    tabs.selectTab(tabs.getTabAt(model.tab().place()));
    tabs.addOnTabSelectedListener(
        new TabLayout.OnTabSelectedListener() {
          @Override
          public void onTabSelected(TabLayout.Tab tab) {
            model.open(AttentionTab.at(tab.getPosition()));
            panels.show();
          }

          @Override
          public void onTabUnselected(TabLayout.Tab tab) {}

          @Override
          public void onTabReselected(TabLayout.Tab tab) {}
        });
  }

  /** What is below the text: the tab in front, or why it has nothing to show. */
  private static final class Panels {
    private final View root;
    private final AttentionModel model;
    private final LabStateView state;
    private final MapPanel map;
    private final LensPanel lens;

    Panels(View root, AttentionModel model, LabStateView state) {
      this.root = root;
      this.model = model;
      this.state = state;
      map = new MapPanel(root, model);
      lens = new LensPanel(root, model);
    }

    void show() {
      boolean isMap = model.tab() == AttentionTab.MAP;
      LabState<?> now = Objects.requireNonNull((isMap ? model.map() : model.lens()).getValue());
      boolean done = now instanceof LabState.Done;
      state.show(now);
      state.stopped(model.isStopped()); // whichever tab was in front then
      set(R.id.attention_map, done && isMap);
      set(R.id.attention_lens, done && !isMap);
      set(R.id.lens_steps, done && !isMap);
      if (model.map().getValue() instanceof LabState.Done<AttentionLook> seen && isMap) {
        map.show(seen.result());
      } else if (model.lens().getValue() instanceof LabState.Done<LensLook> said && !isMap) {
        lens.show(said.result());
      }
    }

    private void set(int id, boolean visible) {
      ViewCompat.requireViewById(root, id).setVisibility(visible ? View.VISIBLE : View.GONE);
    }
  }
}
