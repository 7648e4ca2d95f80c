package dev.ember.app.settings;

import android.os.Bundle;
import android.view.View;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import dev.ember.app.R;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.AppVersion;
import dev.ember.app.widget.Clipboard;
import dev.ember.app.widget.SystemInsets;
import org.jspecify.annotations.Nullable;

/** Which app this is, to the byte, and what it is made of. */
public final class AboutFragment extends Fragment {

  public AboutFragment() {
    super(R.layout.fragment_settings);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    SystemInsets.pad(root, ViewCompat.requireViewById(root, R.id.page_bar));
    ViewCompat.<TextView>requireViewById(root, R.id.page_title).setText(R.string.about);
    SettingsFragment.Host host = (SettingsFragment.Host) requireActivity();
    ViewCompat.requireViewById(root, R.id.page_back)
        .setOnClickListener(view -> host.closePage(this));
    SettingsRows rows =
        new SettingsRows(ViewCompat.requireViewById(root, R.id.settings), getLayoutInflater());
    String version = AppVersion.of(requireContext());
    rows.row(R.drawable.ic_24_info, R.string.about_version_title, version, () -> copy(version));
    TextView build =
        rows.row(
            R.drawable.ic_24_chip,
            R.string.about_build,
            getString(R.string.about_build_unknown),
            () -> {});
    rows.row(
        R.drawable.ic_24_lock,
        R.string.about_private,
        getString(R.string.about_private_more),
        () -> {});
    rows.row(
        R.drawable.ic_24_book,
        R.string.licences,
        getString(R.string.licences_more),
        () -> host.open(SettingsPage.LICENCES));
    readBuild(build);
  }

  private void copy(String text) {
    new Clipboard(requireContext()).copy(text);
  }

  private void readBuild(TextView line) {
    AppScope scope = AppScope.of(requireContext());
    About about = new About(requireContext().getApplicationContext());
    scope
        .executors()
        .disk()
        .execute(
            () -> {
              String hash = about.build();
              scope.executors().main().execute(() -> showBuild(line, hash));
            });
  }

  private void showBuild(TextView line, @Nullable String hash) {
    if (isAdded() && hash != null) {
      line.setText(hash);
      ((View) line.getParent().getParent()).setOnClickListener(view -> copy(hash));
    }
  }
}
