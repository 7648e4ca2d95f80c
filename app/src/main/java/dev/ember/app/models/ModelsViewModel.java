package dev.ember.app.models;

import androidx.annotation.MainThread;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MediatorLiveData;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.ModelTuning;
import dev.ember.app.jobs.Jobs;
import dev.ember.app.library.LibraryModels;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The models of this phone, for every screen that shows them.
 *
 * <h2>Threading model</h2>
 *
 * Main thread only.
 */
@MainThread
public final class ModelsViewModel extends ViewModel {
  private final AppScope scope;
  private final ModelLibrary library;
  private final LibraryModels models;
  private final Jobs jobs;
  private final ChatEngine engine;
  private final AppExecutors executors;
  private final MediatorLiveData<ModelsState> state = new MediatorLiveData<>(ModelsState.EMPTY);

  /** For {@link ViewModelProvider}. */
  public static ViewModelProvider.Factory factory(AppScope scope) {
    return AppScope.viewModels(ModelsViewModel.class, () -> new ModelsViewModel(scope));
  }

  ModelsViewModel(AppScope scope) {
    this.scope = scope;
    this.library = scope.shelf().library();
    this.models = scope.shelf().models();
    this.jobs = scope.shelf().jobs();
    this.engine = scope.engine();
    this.executors = scope.executors();
    state.addSource(library.state(), read -> state.setValue(current().withLibrary(read)));
    state.addSource(jobs.all(), all -> state.setValue(current().withJobs(all)));
    state.addSource(engine.model(), now -> state.setValue(current().withInMemory(now)));
  }

  private ModelsState current() {
    return Objects.requireNonNull(state.getValue(), "state");
  }

  public LiveData<ModelsState> state() {
    return state;
  }

  /**
   * Reads a model's card, Markdown.
   *
   * @param read gets it on the main thread; what went wrong if it cannot be read
   */
  void readCard(String id, Consumer<String> read) {
    executors
        .disk()
        .execute(
            () -> {
              String text = cardOf(id);
              executors.main().execute(() -> read.accept(text));
            });
  }

  private String cardOf(String id) {
    try (Bundle bundle = Bundle.openInstalled(models.bundleOf(id))) {
      return bundle.card();
    } catch (IOException unreadable) {
      return String.valueOf(unreadable.getMessage());
    }
  }

  /** Looks up how many threads a model was found to be fastest with, if that was measured. */
  void lookUpThreads(String id) {
    executors
        .inference()
        .execute(
            () -> {
              Integer count = threads(id);
              executors
                  .main()
                  .execute(() -> state.setValue(current().withMeasuredThreads(id, count)));
            });
  }

  private @Nullable Integer threads(String id) {
    try {
      OptionalInt measured = models.measuredThreads(id);
      return measured.isPresent() ? Integer.valueOf(measured.getAsInt()) : null;
    } catch (IOException unreadable) {
      return null; // as if it had not been measured
    }
  }

  /** The model that answers a chat. */
  String modelOf(long chatId) {
    return library.modelOf(chatId);
  }

  /** From its next answer on, a chat is answered by this model, which is loaded at once. */
  void choose(long chatId, String id) {
    library.choose(chatId, id);
    engine.load(chatId);
  }

  ModelTuning tuningOf(String id) {
    return library.tuningOf(id);
  }

  /** Holds from the next answer on, which loads the model anew. */
  public void tune(String id, ModelTuning tuning) {
    library.tune(id, tuning);
    engine.relieveMemory();
  }

  void setDefault(String id) {
    library.setDefault(id);
  }

  /** Chats that used it go back to the default. */
  void delete(String id) {
    library.delete(id);
    engine.relieveMemory(); // it may be the one that is loaded
  }

  /**
   * Makes a chat that a model answers.
   *
   * @param opened gets its id on the main thread
   */
  void newChatWith(String id, LongConsumer opened) {
    scope
        .repository()
        .submit(
            () -> {
              long chatId = scope.repository().createChat();
              library.choose(chatId, id);
              executors.main().execute(() -> opened.accept(chatId));
            });
  }

  Jobs jobs() {
    return jobs;
  }
}
