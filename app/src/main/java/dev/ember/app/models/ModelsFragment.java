package dev.ember.app.models;

import android.content.ActivityNotFoundException;
import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.os.storage.StorageManager;
import android.provider.Settings;
import android.view.View;
import androidx.activity.result.contract.ActivityResultContracts;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.ViewModelProvider;
import androidx.recyclerview.widget.LinearLayoutManager;
import com.google.android.material.floatingactionbutton.ExtendedFloatingActionButton;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;
import dev.ember.app.jobs.JobRecord;
import dev.ember.app.jobs.JobState;
import dev.ember.app.library.ModelCard;
import dev.ember.app.scope.AppScope;
import dev.ember.app.settings.NewTrouble;
import dev.ember.app.settings.SettingsPage;
import dev.ember.app.widget.BarTone;
import dev.ember.app.widget.DetailsDialog;
import dev.ember.app.widget.FilePicker;
import dev.ember.app.widget.LyingPage;
import dev.ember.app.widget.ReadingColumnRecyclerView;
import dev.ember.app.widget.SystemInsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models on this phone, those on their way in, and those that were refused. */
public final class ModelsFragment extends Fragment {

  /** What only the activity can do. */
  public interface Host {
    void openModel(String id);

    void openSettings();

    void open(SettingsPage page);
  }

  /** A file is a model if its contents say so: a type or a name proves nothing. */
  private static final String[] ANY_TYPE = {"*/*"};

  private final FilePicker<String[], List<Uri>> picker =
      new FilePicker<>(this, new ActivityResultContracts.OpenMultipleDocuments(), this::picked);

  private final FilePicker<Uri, @Nullable Uri> folderPicker =
      new FilePicker<>(this, new ActivityResultContracts.OpenDocumentTree(), this::pickedFolder);

  public ModelsFragment() {
    super(R.layout.fragment_models);
  }

  /** The view model of the models, one for all screens of an activity. */
  static ModelsViewModel model(Fragment screen) {
    return new ViewModelProvider(
            screen.requireActivity(), ModelsViewModel.factory(AppScope.of(screen.requireContext())))
        .get(ModelsViewModel.class);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    View bar = ViewCompat.requireViewById(root, R.id.models_top_bar);
    SystemInsets.pad(root, bar);
    ModelsViewModel model = model(this);
    ModelAdapter adapter =
        new ModelAdapter(
            new ModelRows(new Actions(model)), AppScope.of(requireContext()).executors().rows());
    ReadingColumnRecyclerView rows = ViewCompat.requireViewById(root, R.id.models);
    rows.setLayoutManager(new LinearLayoutManager(root.getContext()));
    rows.setItemAnimator(null);
    rows.setAdapter(adapter);
    BarTone.follow(rows, bar);
    ExtendedFloatingActionButton addModel = ViewCompat.requireViewById(root, R.id.add_model);
    LyingPage.fold(addModel, rows);
    addModel.setOnClickListener(view -> add());
    ViewCompat.requireViewById(root, R.id.open_settings)
        .setOnClickListener(view -> ((Host) requireActivity()).openSettings());
    ViewCompat.requireViewById(root, R.id.open_benchmark)
        .setOnClickListener(view -> ((Host) requireActivity()).open(SettingsPage.BENCHMARK));
    getChildFragmentManager()
        .setFragmentResultListener(
            AddModelSheet.REQUEST,
            getViewLifecycleOwner(),
            (key, result) -> {
              if (result.getBoolean(AddModelSheet.FOLDER)) {
                folderPicker.pick(null);
              } else {
                pick();
              }
            });
    NewTrouble refusals = new NewTrouble(root);
    model
        .state()
        .observe(
            getViewLifecycleOwner(),
            state -> {
              adapter.submitList(ModelItem.of(state));
              refusals.are(refused(state.jobs()));
            });
  }

  private static Set<String> refused(List<JobState> jobs) {
    Set<String> ids = new HashSet<>();
    for (JobState job : jobs) {
      if (job.job().status() == JobRecord.Status.REFUSED) {
        ids.add(job.job().id());
      }
    }
    return ids;
  }

  private void add() {
    new AddModelSheet().show(getChildFragmentManager(), AddModelSheet.REQUEST);
  }

  private void pick() {
    picker.pick(ANY_TYPE);
  }

  private void freeUpSpace() {
    try {
      startActivity(new Intent(StorageManager.ACTION_MANAGE_STORAGE));
    } catch (ActivityNotFoundException none) {
      openStoragePage();
    }
  }

  private void openStoragePage() {
    try {
      startActivity(new Intent(Settings.ACTION_INTERNAL_STORAGE_SETTINGS));
    } catch (ActivityNotFoundException none) {
      Snackbar.make(requireView(), R.string.no_storage_page, Snackbar.LENGTH_LONG).show();
    }
  }

  private void picked(List<Uri> uris) {
    AppScope.Shelf shelf = AppScope.of(requireContext()).shelf();
    for (Uri uri : uris) {
      shelf.offers().keep(uri, Intent.FLAG_GRANT_READ_URI_PERMISSION);
    }
    if (uris.size() == 1) {
      shelf.jobs().importFile(uris.get(0), shelf.offers());
    } else if (!uris.isEmpty()) {
      shelf.jobs().importFiles(uris, shelf.offers());
    }
  }

  private void pickedFolder(@Nullable Uri tree) {
    if (tree != null) {
      AppScope.Shelf shelf = AppScope.of(requireContext()).shelf();
      shelf.offers().keep(tree, Intent.FLAG_GRANT_READ_URI_PERMISSION);
      shelf.jobs().importFolder(tree, shelf.offers());
    }
  }

  private final class Actions implements ModelRows.Listener {
    private final ModelsViewModel model;

    Actions(ModelsViewModel model) {
      this.model = model;
    }

    @Override
    public void open(ModelCard card) {
      if (!isStateSaved()) {
        ((Host) requireActivity()).openModel(card.id());
      }
    }

    @Override
    public void makeDefault(ModelCard card) {
      model.setDefault(card.id());
    }

    @Override
    public void pause(JobRecord job) {
      model.jobs().pause(job.id());
    }

    @Override
    public void goOn(JobRecord job) {
      model.jobs().goOn(job.id());
    }

    @Override
    public void hurry(JobRecord job) {
      model.jobs().hurry(job.id());
    }

    @Override
    public void cancel(JobRecord job) {
      model.jobs().cancel(job.id());
    }

    @Override
    public void tryAgain(JobRecord job) {
      if (JobWords.tryAgain(job) == R.string.pick_again) {
        model.jobs().cancel(job.id());
        pick();
      } else {
        model.jobs().goOn(job.id());
      }
    }

    @Override
    public void freeUpSpace() {
      ModelsFragment.this.freeUpSpace();
    }

    @Override
    public void showDetails(String title, String detail) {
      DetailsDialog.of(title, detail).show(getChildFragmentManager(), "details");
    }
  }
}
