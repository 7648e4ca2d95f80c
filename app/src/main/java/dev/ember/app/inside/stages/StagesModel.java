package dev.ember.app.inside.stages;

import android.app.Application;
import androidx.annotation.MainThread;
import androidx.lifecycle.AndroidViewModel;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.SavedStateHandle;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.engine.BuiltInStages;
import dev.ember.app.inside.lab.LabLook;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.ModelCard;
import dev.ember.app.scope.AppScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the stages of a model say to one prompt. The prompt, and that the reader wanted no more of
 * it, survives the process.
 */
@MainThread
public final class StagesModel extends AndroidViewModel {
  private static final String ASKED = "asked";
  private static final String STOPPED = "stopped";

  private final AppScope scope;
  private final LabLook<List<StageAnswer>> look;
  private final SavedStateHandle saved;

  public StagesModel(Application application, SavedStateHandle saved) {
    super(application);
    this.saved = saved;
    scope = AppScope.of(application);
    look = scope.lab().newLook();
  }

  static ViewModelProvider.Factory factory(Application application) {
    return AppScope.viewModels(StagesModel.class, saved -> new StagesModel(application, saved));
  }

  LiveData<LabState<List<StageAnswer>>> state() {
    return look.state();
  }

  /** What was asked last; empty if nothing. */
  String asked() {
    String asked = saved.get(ASKED);
    return asked == null ? "" : asked;
  }

  /** Ends what is on its way; the question stays. */
  void stop() {
    saved.set(STOPPED, true);
    look.cancel();
  }

  /** Asks all stages, also what was stopped before; an empty prompt only finds them. */
  void ask(String modelId, String prompt) {
    saved.remove(STOPPED);
    saved.set(ASKED, prompt.trim());
    askAmongModels(modelId);
  }

  /** Asks the same of those stages that there are now, unless the reader has stopped that. */
  void askAmongModels(String modelId) {
    if (saved.contains(STOPPED)) {
      look.cancel(); // also for a window that was made anew
      return;
    }
    String asked = asked();
    List<String> others = new ArrayList<>();
    LibraryState library = scope.shelf().library().state().getValue();
    if (library != null) {
      for (ModelCard card : library.models()) {
        if (!card.id().equals(modelId)) {
          others.add(card.id());
        }
      }
    }
    look.begin(modelId, List.of(asked, others), new StageLook(asked, () -> files(others)));
  }

  /** Inside thread. */
  private List<Path> files(List<String> others) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String id : others) {
      files.add(scope.shelf().models().bundleOf(id));
    }
    files.addAll(new BuiltInStages(getApplication()).paths());
    return files;
  }

  @Override
  protected void onCleared() {
    look.end();
  }
}
