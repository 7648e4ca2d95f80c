package dev.ember.app.scope;

import android.app.ActivityManager;
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
import dev.ember.app.health.Warmth;
import dev.ember.app.inside.lab.Lab;
import dev.ember.app.jobs.FileOffers;
import dev.ember.app.jobs.Intake;
import dev.ember.app.jobs.Jobs;
import dev.ember.app.library.LibraryModels;
import dev.ember.app.library.ModelCard;
import dev.ember.app.library.ModelLibrary;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.backend.trust.Limits;
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
    LongSupplier clockMs) {

  /**
   * What the app takes from outside itself.
   *
   * @param clockMs milliseconds since the epoch
   * @param nanoClock nanoseconds that never go back
   * @param seeds new dice for each answer
   * @param warmth of the phone
   */
  public record Surroundings(
      ModelSource model,
      LongSupplier clockMs,
      LongSupplier nanoClock,
      LongSupplier seeds,
      Supplier<Warmth.Level> warmth) {}

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
     * @param limits how long it may be tried what they run on
     * @param choice what models are to run on
     */
    public static Shelf of(
        Context context,
        AppExecutors executors,
        LongSupplier clockMs,
        Limits limits,
        Supplier<Choice> choice) {
      ModelLibrary library =
          new ModelLibrary(
              context.getNoBackupFilesDir().toPath().resolve(FOLDER),
              context.getSharedPreferences(FOLDER, Context.MODE_PRIVATE),
              executors);
      LongSupplier freeBytes = () -> freeMemoryBytes(context);
      ProvedBackends backends = ProvedBackends.of(context, limits, freeBytes, choice);
      LibraryModels models =
          new LibraryModels(
              new BuiltInModel(context),
              library,
              backends,
              freeBytes,
              pid -> LastExit.of(context, pid));
      return new Shelf(
          library,
          models,
          Intake.over(library, context, executors, clockMs),
          new FileOffers(context),
          freeBytes);
    }

    private static long freeMemoryBytes(Context context) {
      ActivityManager.MemoryInfo memory = new ActivityManager.MemoryInfo();
      context.getSystemService(ActivityManager.class).getMemoryInfo(memory);
      return memory.availMem;
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
    ChatStores stores = ChatRepository.stores(databases, executors, surroundings.clockMs());
    executors.disk().execute(stores.kept()::open);
    executors.disk().execute(stores.temporary()::open);
    ChatEngine engine =
        new ChatEngine(
            executors,
            stores,
            new EngineWorld(
                surroundings.model(),
                surroundings.nanoClock(),
                surroundings.seeds(),
                surroundings.warmth()));
    Lab lab =
        new Lab(executors, shelf.models()::bundleOf, shelf.freeBytes(), surroundings.nanoClock());
    engine.answering().observeForever(chats -> lab.chatIsAnswered(!chats.isEmpty()));
    shelf.open(executors);
    ChoiceRepository choices = new ChoiceRepository(databases, executors, surroundings.clockMs());
    return new AppScope(executors, stores, choices, engine, lab, shelf, surroundings.clockMs());
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
