package dev.ember.app.inside.why;

import android.os.Bundle;
import android.view.View;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsidePage;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.LabStateView;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import org.jspecify.annotations.Nullable;

/** Why this word?, before there is an answer that could be asked: says what to do. */
public final class WhyFragment extends Fragment {

  public WhyFragment() {
    super(R.layout.fragment_why);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    ModelLibrary library = AppScope.of(requireContext()).shelf().library();
    InsidePage page = new InsidePage(this, root, InsideScreen.WHY, library);
    ViewCompat.<LabStateView>requireViewById(root, R.id.inside_state)
        .emptyWords(R.string.why_empty_title, R.string.why_empty_body);
    ViewCompat.requireViewById(root, R.id.why_new_chat)
        .setOnClickListener(view -> page.host().newChat());
  }
}
