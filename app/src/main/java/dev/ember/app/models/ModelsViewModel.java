package dev.ember.app.models;

import androidx.annotation.MainThread;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MediatorLiveData;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.ModelState;
import dev.ember.app.engine.ModelTuning;
import dev.ember.app.jobs.Jobs;
import dev.ember.app.library.LibraryModels;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

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
  private final Set<String> lookedUp = new HashSet<>(); // ids, if only that they are asked for

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
    state.addSource(library.state(), this::read);
    state.addSource(jobs.all(), all -> state.setValue(current().withJobs(all)));
    state.addSource(engine.model(), this::inMemory);
  }

  private void read(LibraryState library) {
    state.setValue(current().withLibrary(library));
    lookUp(library);
  }

  private void inMemory(ModelState now) {
    state.setValue(current().withInMemory(now));
    lookUp(now);
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

  /** Looks up what trials have found out about a model. */
  void lookUp(String id) {
    executors
        .inference()
        .execute(
            () -> {
              Findings found = findings(id);
              executors.main().execute(() -> found(id, found));
            });
  }

  /** A check that goes on is not over for that. */
  private void found(String id, Findings found) {
    boolean checking = current().of(id).checking();
    state.setValue(current().withFindings(id, found.whileChecking(checking)));
  }

  private Findings findings(String id) {
    try {
      OptionalInt measured = models.measuredThreads(id);
      Integer threads = measured.isPresent() ? Integer.valueOf(measured.getAsInt()) : null;
      return new Findings(threads, models.gpu(id), false);
    } catch (IOException unreadable) {
      return Findings.NONE; // as if nothing had been tried
    }
  }

  /** Of models that are new in the list; of one that was there, when it is loaded again. */
  private void lookUp(LibraryState read) {
    Set<String> ids = new HashSet<>();
    read.models().forEach(card -> ids.add(card.id()));
    lookedUp.retainAll(ids);
    ids.removeAll(lookedUp);
    lookedUp.addAll(ids);
    ids.forEach(this::lookUp);
  }

  /** What it was loaded on may be new. */
  private void lookUp(ModelState now) {
    if (now instanceof ModelState.Ready ready && lookedUp.contains(ready.id())) {
      lookUp(ready.id());
    }
  }

  /**
   * Checks the GPU with a model.
   *
   * @param anew whether what is known is forgotten
   */
  void check(String id, boolean anew) {
    Findings known = current().of(id);
    if (known.checking()) {
      return;
    }
    state.setValue(current().withFindings(id, known.whileChecking(true)));
    engine.check(id, anew, () -> checked(id));
  }

  private void checked(String id) {
    executors
        .inference()
        .execute(
            () -> {
              Findings found = findings(id);
              executors.main().execute(() -> state.setValue(current().withFindings(id, found)));
            });
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

  /** What a model was converted from; the model stays. */
  void deleteSource(String id) {
    library.deleteSource(id);
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
