package dev.ember.app.benchmark;

import android.content.Context;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MediatorLiveData;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.engine.ModelState;
import dev.ember.app.health.Warmth;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.ModelCard;
import dev.ember.app.scope.AppScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures one model after another. Survives a rotation; ends when its screen is left.
 *
 * <h2>Threading model</h2>
 *
 * Main thread. {@link BenchmarkWork} has the part on the inference thread.
 */
public final class BenchmarkModel extends ViewModel {
  private final AppScope scope;
  private final Warmth warmth;
  private final MediatorLiveData<BenchmarkState> state = new MediatorLiveData<>();

  private List<ModelCard> models = List.of();
  private @Nullable ModelCard chosen;
  private BenchmarkState.@Nullable Work shownWork;
  private @Nullable BenchmarkReport report;
  private ModelState.@Nullable Failed failure;
  private @Nullable BenchmarkWork work;

  private BenchmarkModel(AppScope scope, Warmth warmth) {
    this.scope = scope;
    this.warmth = warmth;
    publish();
    state.addSource(scope.shelf().library().state(), this::library);
  }

  static ViewModelProvider.Factory factory(Context context) {
    Context application = context.getApplicationContext();
    return AppScope.viewModels(
        BenchmarkModel.class,
        () -> new BenchmarkModel(AppScope.of(application), new Warmth(application)));
  }

  LiveData<BenchmarkState> state() {
    return state;
  }

  private void library(LibraryState library) {
    models = library.models();
    if (chosen == null) {
      chosen = library.find(library.defaultId());
    }
    publish();
  }

  /** Takes another model; no effect while one is being measured. */
  void choose(String modelId) {
    if (work != null) {
      return;
    }
    for (ModelCard card : models) {
      if (card.id().equals(modelId)) {
        chosen = card;
        report = null;
        failure = null;
      }
    }
    publish();
  }

  /** Begins anew. */
  void start() {
    ModelCard card = chosen;
    if (card == null || work != null) {
      return;
    }
    failure = null;
    report = null;
    shownWork = new BenchmarkState.Checking();
    work = new BenchmarkWork(scope, card, warmth.reading(), new Listener());
    publish();
    work.next();
  }

  /** Ends what is running; what came out is kept. */
  void stop() {
    if (work != null) {
      work.cancel();
      ended();
    }
  }

  private void ended() {
    work = null;
    shownWork = null;
    if (report != null) {
      report = report.ended(warmth.reading());
    }
    publish();
  }

  private void publish() {
    state.setValue(
        new BenchmarkState(
            models, chosen, windowTokens(), shownWork, report, failure, warmth.reading()));
  }

  /** As it was loaded, or else as it is set: there may not be the memory for that. */
  private int windowTokens() {
    if (report != null) {
      return report.used().windowTokens();
    }
    return chosen == null
        ? Integer.MAX_VALUE
        : scope.shelf().library().tuningOf(chosen.id()).window(chosen.window());
  }

  @Override
  protected void onCleared() {
    if (work != null) {
      work.cancel();
    }
  }

  private final class Listener implements BenchmarkWork.Listener {
    @Override
    public void at(BenchmarkState.Work now, @Nullable BenchmarkReport soFar) {
      shownWork = now;
      report = soFar;
      publish();
    }

    @Override
    public void done(BenchmarkReport whole) {
      report = whole;
      ended();
    }

    @Override
    public void failed(ModelState.Failed why) {
      failure = why;
      ended();
    }
  }
}
