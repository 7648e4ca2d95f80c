package dev.ember.app.settings;

import android.os.Bundle;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import dev.ember.app.R;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.DetailsDialog;
import dev.ember.app.widget.SystemInsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every library in the app; a tap shows the licence, word for word. */
public final class LicencesFragment extends Fragment {
  private static final String TEXT = "licence";

  public LicencesFragment() {
    super(R.layout.fragment_settings);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    SystemInsets.pad(root, ViewCompat.requireViewById(root, R.id.page_bar));
    ViewCompat.<TextView>requireViewById(root, R.id.page_title).setText(R.string.licences);
    SettingsFragment.Host host = (SettingsFragment.Host) requireActivity();
    ViewCompat.requireViewById(root, R.id.page_back)
        .setOnClickListener(view -> host.closePage(this));
    ViewGroup rows = ViewCompat.requireViewById(root, R.id.settings);
    AppExecutors executors = AppScope.of(requireContext()).executors();
    About about = new About(requireContext().getApplicationContext());
    executors
        .disk()
        .execute(
            () -> {
              List<About.Library> libraries = about.licences();
              executors.main().execute(() -> show(rows, libraries));
            });
  }

  private void show(ViewGroup rows, List<About.Library> libraries) {
    if (!isAdded() || getView() == null) {
      return;
    }
    rows.removeAllViews();
    for (About.Library library : libraries) {
      View row = getLayoutInflater().inflate(R.layout.row_licence, rows, false);
      ViewCompat.<TextView>requireViewById(row, R.id.licence_library).setText(library.name());
      ViewCompat.<TextView>requireViewById(row, R.id.licence_name).setText(library.licence());
      row.setOnClickListener(view -> read(library.licence()));
      rows.addView(row);
    }
  }

  private void read(String licence) {
    AppExecutors executors = AppScope.of(requireContext()).executors();
    About about = new About(requireContext().getApplicationContext());
    executors
        .disk()
        .execute(
            () -> {
              String text = about.licence(licence);
              executors.main().execute(() -> showText(licence, text));
            });
  }

  private void showText(String licence, String text) {
    if (isAdded() && !isStateSaved()) {
      DetailsDialog.of(licence, text).show(getChildFragmentManager(), TEXT);
    }
  }
}
