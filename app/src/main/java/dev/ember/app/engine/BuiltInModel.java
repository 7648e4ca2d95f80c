package dev.ember.app.engine;

import android.content.Context;
import android.content.pm.PackageInfo;
import android.content.pm.PackageManager.NameNotFoundException;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.BigCores;
import dev.ember.inference.backend.tflite.PackedWeights;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.BundleFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * The model that comes with the app. Every load checks the hash of every byte: of a few megabytes
 * that takes less time than the first token, and a copy that the phone has damaged is made anew.
 */
public final class BuiltInModel implements ModelSource {
  /** Which model that is, the build says: {@code models/README.md}. */
  private static final String ASSET = "model.ember";

  private static final String FOLDER = "models/builtin";
  private static final String COPY_NAME = "built-in";

  /**
   * Decoding waits for memory, not for cores: more threads than this only take them from others.
   */
  private static final int MAX_THREADS = 4;

  private static final Path CORES = Paths.get("/sys/devices/system/cpu");

  private final InstalledAsset asset;

  public BuiltInModel(Context context) {
    this(
        new InstalledAsset(
            () -> context.getAssets().open(ASSET),
            context.getFilesDir().toPath().resolve(FOLDER),
            COPY_NAME,
            installationMs(context)));
  }

  BuiltInModel(InstalledAsset asset) {
    this.asset = asset;
  }

  static long installationMs(Context context) {
    try {
      PackageInfo app = context.getPackageManager().getPackageInfo(context.getPackageName(), 0);
      return app.lastUpdateTime;
    } catch (NameNotFoundException e) {
      throw new AssertionError("an app that runs is installed", e);
    }
  }

  /** On the CPU. */
  @Override
  public Engine open() throws IOException {
    try (Bundle bundle = bundle()) {
      return open(bundle, BuiltInModel::onCpu);
    }
  }

  /** The bundle, every byte of it hashed. */
  public Bundle bundle() throws IOException {
    try {
      return Bundle.open(asset.path());
    } catch (BundleFormatException damaged) {
      asset.discard();
      return Bundle.open(asset.path());
    }
  }

  /** Where the copy lies, made now if it is not there. */
  public Path path() throws IOException {
    return asset.path();
  }

  /**
   * Loads an open bundle, which may be closed afterwards.
   *
   * @throws BackendException if no runtime takes it
   */
  public static Engine open(Bundle bundle, BackendOpening opening) throws IOException {
    Backend backend = opening.open(bundle);
    try {
      return Engine.open(bundle, backend);
    } catch (IOException | BackendException | OutOfMemoryError e) {
      backend.close();
      throw e;
    }
  }

  private static Backend onCpu(Bundle bundle) {
    return TfliteBackend.open(bundle, threads(), PackedWeights.ON_DISK);
  }

  /** The same way to open a model, with the window that its user has set. */
  public static BackendOpening narrowed(BackendOpening opening, ModelTuning tuning) {
    return bundle -> {
      Backend backend = opening.open(bundle);
      int own = backend.config().context();
      int window = tuning.window(own);
      return window == own ? backend : new NarrowBackend(backend, window);
    };
  }

  /** As many as there are big cores: the most that is tried where the best number is measured. */
  public static int threads() {
    return Processors.BIG;
  }

  /** Asked once, by the thread that first loads a model, for it reads files of the system. */
  private static final class Processors {
    static final int BIG =
        Math.min(
            MAX_THREADS, new BigCores(CORES, Runtime.getRuntime().availableProcessors()).count());

    private Processors() {}
  }
}
