package dev.ember.app.engine;

import android.content.Context;
import android.content.pm.PackageInfo;
import android.content.pm.PackageManager.NameNotFoundException;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.tflite.phone.PhoneContenders;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.backend.trust.Circumstances;
import dev.ember.inference.backend.trust.ProofState;
import dev.ember.inference.backend.trust.TrustedBackends;
import dev.ember.inference.backend.trust.Verdict;
import dev.ember.inference.backend.trust.VerdictStore;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this phone's models run on: proved, chosen, and remembered until phone, app or model change.
 *
 * <h2>Threading model</h2>
 *
 * The inference thread; {@link #verdicts} and {@link #forget} on any but the main thread.
 */
public final class ProvedBackends {
  /** The versions of TensorFlow Lite that are in the APK. */
  private static final String RUNTIMES = "2.21.0, 2.16.1";

  /** In the cache of code: the system clears it when app or phone are updated. */
  private static final String PROGRAMS = "gpu-programs";

  private static final String VERDICTS = "verdicts";

  private final TrustedBackends backends;
  private final VerdictStore store;
  private final String device;
  private final String app;
  private final Supplier<Choice> choice;

  /**
   * @param device names the drivers: it changes with them
   * @param app names this version of the app
   * @param choice as the user wants it now
   */
  public ProvedBackends(
      TrustedBackends backends,
      VerdictStore store,
      String device,
      String app,
      Supplier<Choice> choice) {
    this.backends = backends;
    this.store = store;
    this.device = device;
    this.app = app;
    this.choice = choice;
  }

  /**
   * Of this installation.
   *
   * @param choice as the user wants it now
   */
  public static ProvedBackends of(Context context, TrialWorld world, Supplier<Choice> choice) {
    VerdictStore store = new VerdictStore(context.getNoBackupFilesDir().toPath().resolve(VERDICTS));
    if (LastExit.wasPeaceful(context)) {
      forgive(store);
    }
    Path programs = context.getCodeCacheDir().toPath().resolve(PROGRAMS);
    TrustedBackends backends =
        new TrustedBackends(
            store,
            world.contenders().apply(programs),
            trialThreads(),
            world.limits(),
            world.nanoClock());
    String device = SystemImage.name() + ", TensorFlow Lite " + RUNTIMES;
    return new ProvedBackends(backends, store, device, version(context), choice);
  }

  /** A trial that was cut off, and was not what ended the process, is made again. */
  private static void forgive(VerdictStore store) {
    try {
      store.unmark();
    } catch (IOException full) {
      // Then the GPU is blamed for it, until its user has it tried again.
    }
  }

  /** A call that hangs keeps its thread; there is always another. */
  private static ExecutorService trialThreads() {
    return Executors.newCachedThreadPool(
        task -> {
          Thread thread = new Thread(task, "ember-gpu");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static String version(Context context) {
    try {
      PackageInfo app = context.getPackageManager().getPackageInfo(context.getPackageName(), 0);
      return app.versionName + ", installed " + app.lastUpdateTime;
    } catch (NameNotFoundException e) {
      throw new AssertionError("an app that runs is installed", e);
    }
  }

  /**
   * Loads a model on what it was proved on.
   *
   * @param threads as its user has set them, null for what was measured. They are threads of the
   *     CPU, so that computes, and of the CPUs the one that the verdicts speak for
   * @param on what it is to run on
   */
  public Backend open(Bundle bundle, @Nullable Integer threads, Choice on) throws IOException {
    return threads == null
        ? backends.open(bundle, here(bundle), on)
        : backends.openCpu(bundle, here(bundle), threads);
  }

  /** What models are to run on, as the user wants it now. */
  public Choice choice() {
    return choice.get();
  }

  private Choice wanted(@Nullable Integer threads) {
    return threads == null ? choice.get() : Choice.CPU;
  }

  /** Whether the last process died on a backend that {@link #open} will not try again. */
  public boolean tookTheProcessAlong(Bundle bundle) throws IOException {
    return backends.tookTheProcessAlong(here(bundle));
  }

  /** Whether {@link #open} would take a GPU now: one was proved, and is not ruled out. */
  public boolean mayUseGpu(Bundle bundle, @Nullable Integer threads, Choice on) throws IOException {
    return threads == null
        && on != Choice.CPU
        && verdicts(bundle).stream()
            .anyMatch(verdict -> verdict.trusted() && PhoneContenders.isGpu(verdict.contender()));
  }

  /** Whether {@link #open} has nothing but a CPU that does not give a model's golden answers. */
  public boolean answersWrongly(Bundle bundle, @Nullable Integer threads) throws IOException {
    return backends.answersWrongly(bundle, here(bundle), wanted(threads));
  }

  /** Whether everything that this phone could run the model on has been tried, or can be now. */
  public ProofState proof(Bundle bundle) throws IOException {
    return backends.proof(bundle, here(bundle));
  }

  /**
   * Tries what has not been tried; takes seconds, and the memory of a model.
   *
   * @return whether a GPU has to wait for another time
   */
  public boolean prove(Bundle bundle, BooleanSupplier stopped) throws IOException {
    backends.prove(bundle, here(bundle), stopped);
    return backends.hasPutOff();
  }

  /** In the order of their trials. */
  public List<Verdict> verdicts(Bundle bundle) throws IOException {
    return List.copyOf(store.read(here(bundle)).values());
  }

  /** With how many threads the CPU was found to be fastest; empty before that was measured. */
  public OptionalInt threads(Bundle bundle) throws IOException {
    return store.threads(here(bundle));
  }

  /** Everything is tried once more, what took the app along too. */
  public void forget(Bundle bundle) throws IOException {
    store.forget(here(bundle));
  }

  /** The bundle is going to be deleted: what is kept to open it faster goes. Any thread. */
  public void discard(Bundle bundle) {
    backends.discard(bundle);
  }

  private Circumstances here(Bundle bundle) {
    return new Circumstances(bundle.fingerprint(), device, app);
  }
}
