package dev.ember.app.scope;

import android.content.Context;
import androidx.lifecycle.SavedStateHandle;
import androidx.lifecycle.SavedStateHandleSupport;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import androidx.lifecycle.viewmodel.CreationExtras;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.ChatStores;
import dev.ember.app.data.ChoiceRepository;
import dev.ember.app.data.Databases;
import dev.ember.app.engine.BuiltInModel;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.EngineWorld;
import dev.ember.app.engine.LastExit;
import dev.ember.app.engine.ModelSource;
import dev.ember.app.engine.ProvedBackends;
import dev.ember.app.engine.TrialWorld;
import dev.ember.app.inside.lab.Lab;
import dev.ember.app.jobs.FileOffers;
import dev.ember.app.jobs.Intake;
import dev.ember.app.jobs.Jobs;
import dev.ember.app.library.LibraryModels;
import dev.ember.app.library.ModelCard;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.phone.Phone;
import dev.ember.inference.backend.trust.Choice;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What lives as long as the process, for every screen the same. */
public record AppScope(
    AppExecutors executors,
    ChatStores stores,
    ChoiceRepository choices,
    ChatEngine engine,
    Lab lab,
    Shelf shelf,
    Phone phone,
    LongSupplier clockMs) {

  /**
   * What the app takes from outside itself.
   *
   * @param clockMs milliseconds since the epoch
   * @param seeds new dice for each answer
   */
  public record Surroundings(
      ModelSource model, LongSupplier clockMs, LongSupplier seeds, Phone phone) {}

  /**
   * The models on this phone, and those on their way in.
   *
   * @param models the files behind the library, for who wants to look inside one
   * @param freeBytes memory that the phone could give
   */
  public record Shelf(
      ModelLibrary library,
      LibraryModels models,
      Jobs jobs,
      FileOffers offers,
      LongSupplier freeBytes) {
    /** Excluded from every backup: models can be had again, and no cloud wants gigabytes. */
    private static final String FOLDER = "models";

    /**
     * The shelf of this installation.
     *
     * @param choice what models are to run on
     */
    public static Shelf of(
        Context context,
        AppExecutors executors,
        LongSupplier clockMs,
        Phone phone,
        Supplier<Choice> choice) {
      ModelLibrary library =
          new ModelLibrary(
              context.getNoBackupFilesDir().toPath().resolve(FOLDER),
              context.getSharedPreferences(FOLDER, Context.MODE_PRIVATE),
              executors);
      TrialWorld trials = new TrialWorld(phone::contenders, phone.trialLimits(), phone::nanoTime);
      ProvedBackends backends = ProvedBackends.of(context, trials, choice);
      LibraryModels models =
          new LibraryModels(
              new BuiltInModel(context),
              library,
              backends,
              phone::freeMemoryBytes,
              pid -> LastExit.of(context, pid));
      return new Shelf(
          library,
          models,
          Intake.over(
              library,
              context,
              executors,
              clockMs,
              new Intake.Terms(phone.network(), phone::reasonToRest)),
          new FileOffers(context),
          phone::freeMemoryBytes);
    }

    /** Lists the model that came with the app. Inference thread. */
    public void describeBuiltIn() {
      ModelCard card = models.builtInCard();
      if (card != null) {
        library.addBuiltIn(card);
      }
    }

    private void open(AppExecutors executors) {
      executors.work().execute(library::open);
      executors.work().execute(jobs::open);
    }
  }

  /** Begins a process: opens the repository and the shelf, and makes the engine over them. */
  public static AppScope start(
      AppExecutors executors, Databases databases, Surroundings surroundings, Shelf shelf) {
    Phone phone = surroundings.phone();
    ChatStores stores = ChatRepository.stores(databases, executors, surroundings.clockMs());
    executors.disk().execute(stores.kept()::open);
    executors.disk().execute(stores.temporary()::open);
    ChatEngine engine =
        new ChatEngine(
            executors,
            stores,
            new EngineWorld(
                surroundings.model(), phone::nanoTime, surroundings.seeds(), phone::warmth));
    Lab lab = new Lab(executors, shelf.models()::bundleOf, shelf.freeBytes(), phone::nanoTime);
    engine.answering().observeForever(chats -> lab.chatIsAnswered(!chats.isEmpty()));
    shelf.open(executors);
    ChoiceRepository choices = new ChoiceRepository(databases, executors, surroundings.clockMs());
    return new AppScope(
        executors, stores, choices, engine, lab, shelf, phone, surroundings.clockMs());
  }

  /** The chats of the file, and what holds for all chats. */
  public ChatRepository repository() {
    return stores.kept();
  }

  /** Where a chat is kept. */
  public ChatRepository repositoryOf(long chatId) {
    return stores.of(chatId);
  }

  /** The application, which is the only one to make a scope. */
  public interface Owner {
    AppScope scope();

    /** Ends this process at once, for the next one to begin with a restored file. */
    default void endProcess() {
      Runtime.getRuntime().exit(0);
    }
  }

  /** The scope of the process that {@code context} belongs to. */
  public static AppScope of(Context context) {
    return ((Owner) context.getApplicationContext()).scope();
  }

  /** A factory for view models of one class. */
  public static <V extends ViewModel> ViewModelProvider.Factory viewModels(
      Class<V> type, Supplier<V> maker) {
    return new ViewModelProvider.Factory() {
      @Override
      public <T extends ViewModel> T create(Class<T> wanted) {
        if (wanted != type) {
          throw new IllegalArgumentException("expected " + type + " but found " + wanted);
        }
        return wanted.cast(maker.get());
      }
    };
  }

  /** The same for those that the system keeps something of over the death of the process. */
  public static <V extends ViewModel> ViewModelProvider.Factory viewModels(
      Class<V> type, Function<SavedStateHandle, V> maker) {
    return new ViewModelProvider.Factory() {
      @Override
      public <T extends ViewModel> T create(Class<T> wanted, CreationExtras extras) {
        SavedStateHandle saved = SavedStateHandleSupport.createSavedStateHandle(extras);
        return viewModels(type, () -> maker.apply(saved)).create(wanted);
      }
    };
  }
}
