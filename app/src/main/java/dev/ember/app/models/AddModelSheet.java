package dev.ember.app.models;

import android.content.Context;
import android.os.Bundle;
import android.util.Log;
import android.view.View;
import android.view.ViewGroup;
import android.widget.EditText;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import com.google.android.material.materialswitch.MaterialSwitch;
import dev.ember.app.R;
import dev.ember.app.jobs.Flavour;
import dev.ember.app.jobs.Jobs;
import dev.ember.app.jobs.RemoteFile;
import dev.ember.app.scope.AppScope;
import dev.ember.app.settings.Settings;
import dev.ember.app.widget.ByteSize;
import dev.ember.app.widget.ExpandedSheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways to a new model: a file of this phone, an address, or one that the app knows. */
public final class AddModelSheet extends ExpandedSheet {
  /** Fragment result: a file or, with {@link #FOLDER}, a folder is to be picked. */
  public static final String REQUEST = "models.add";

  static final String FOLDER = "folder";

  private static final String TAG = "AddModelSheet";

  public AddModelSheet() {
    super(R.layout.sheet_add_model);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    ViewCompat.requireViewById(root, R.id.add_file).setOnClickListener(view -> pick(false));
    ViewCompat.requireViewById(root, R.id.add_folder).setOnClickListener(view -> pick(true));
    View online = ViewCompat.requireViewById(root, R.id.add_online);
    if (Flavour.downloads(requireContext())) {
      offerDownloads(root);
    } else {
      online.setVisibility(View.GONE); // this flavour has no network
    }
  }

  private void pick(boolean folder) {
    Bundle result = new Bundle();
    result.putBoolean(FOLDER, folder);
    getParentFragmentManager().setFragmentResult(REQUEST, result);
    dismiss();
  }

  private void offerDownloads(View root) {
    EditText address = ViewCompat.requireViewById(root, R.id.add_address);
    ViewCompat.requireViewById(root, R.id.add_download)
        .setOnClickListener(
            view -> {
              String text = address.getText().toString().trim();
              if (!text.isEmpty()) {
                download(new RemoteFile(text, 0, ""));
              }
            });
    MaterialSwitch free = ViewCompat.requireViewById(root, R.id.add_unmetered);
    Settings settings = Settings.of(requireContext());
    free.setChecked(settings.is(Settings.Switch.UNMETERED_ONLY));
    free.setOnCheckedChangeListener((view, on) -> settings.set(Settings.Switch.UNMETERED_ONLY, on));
    readCatalogue(ViewCompat.requireViewById(root, R.id.catalogue));
  }

  private void readCatalogue(ViewGroup rows) {
    AppScope scope = AppScope.of(requireContext());
    Context application = requireContext().getApplicationContext();
    scope
        .executors()
        .disk()
        .execute(
            () -> {
              try {
                List<Catalogue.Entry> entries = Catalogue.read(application);
                scope.executors().main().execute(() -> show(rows, entries));
              } catch (IOException impossible) {
                Log.e(TAG, "the catalogue of the app itself", impossible); // a test reads it
              }
            });
  }

  private void show(ViewGroup rows, List<Catalogue.Entry> entries) {
    if (!isAdded()) {
      return;
    }
    for (Catalogue.Entry entry : entries) {
      View row = getLayoutInflater().inflate(R.layout.row_choice, rows, false);
      ViewCompat.<ImageView>requireViewById(row, R.id.choice_mark)
          .setImageResource(R.drawable.ic_24_download);
      ViewCompat.<TextView>requireViewById(row, R.id.choice_title).setText(entry.name());
      ViewCompat.<TextView>requireViewById(row, R.id.choice_more).setText(facts(entry));
      row.setOnClickListener(view -> download(entry));
      rows.addView(row);
    }
  }

  private String facts(Catalogue.Entry entry) {
    List<String> facts = new ArrayList<>();
    facts.add(ModelWords.size(entry.parameters()));
    facts.add(
        entry.bytes() > 0
            ? ByteSize.text(requireContext(), entry.bytes())
            : getString(R.string.catalogue_no_size));
    int files = entry.files().size();
    if (files > 1) {
      facts.add(getResources().getQuantityString(R.plurals.catalogue_files, files, files));
    }
    facts.add(entry.licence());
    if (!entry.isKnown()) {
      facts.add(getString(R.string.catalogue_no_hash));
    }
    return String.join(getString(R.string.stats_join), facts);
  }

  /** For people: what the file is called on its server. */
  private String titleOf(RemoteFile file) {
    String name = file.name();
    return name == null || name.isEmpty() ? getString(R.string.unnamed_model) : name;
  }

  private void download(Catalogue.Entry entry) {
    RemoteFile first = entry.files().get(0);
    if (entry.files().size() == 1) {
      download(first);
    } else {
      jobs().download(entry.files(), entry.name(), isUnmeteredOnly());
      dismiss();
    }
  }

  private void download(RemoteFile file) {
    jobs().download(file.address(), titleOf(file), file.sha256(), isUnmeteredOnly());
    dismiss();
  }

  private Jobs jobs() {
    return AppScope.of(requireContext()).shelf().jobs();
  }

  private boolean isUnmeteredOnly() {
    return Settings.of(requireContext()).is(Settings.Switch.UNMETERED_ONLY);
  }
}
