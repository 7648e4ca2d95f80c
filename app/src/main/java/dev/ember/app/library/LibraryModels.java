package dev.ember.app.library;

import android.os.Process;
import dev.ember.app.data.AnswerCost;
import dev.ember.app.engine.BackendOpening;
import dev.ember.app.engine.BuiltInModel;
import dev.ember.app.engine.GpuObstacle;
import dev.ember.app.engine.LastExit;
import dev.ember.app.engine.LoadRisk;
import dev.ember.app.engine.ModelSource;
import dev.ember.app.engine.ModelTuning;
import dev.ember.app.engine.ProvedBackends;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.tflite.phone.PhoneContenders;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.backend.trust.ProofState;
import dev.ember.inference.backend.trust.Verdict;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.LoadPlan;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine's way to the library. A model that was hashed when it came in is not hashed again each
 * time; its structure is checked each time.
 */
public final class LibraryModels implements ModelSource {
  private final BuiltInModel builtIn;
  private final ModelLibrary library;
  private final ProvedBackends backends;
  private final LongSupplier freeBytes;
  private final Presence presence;
  private final LoadGuard guard;

  /** Windows of which a user was told that a model may load with them, until it is tried; by id. */
  private final Map<String, Integer> asked = new HashMap<>();

  /** Those of them that were refused in the last load of a model. */
  private final Map<String, Integer> refused = new HashMap<>();

  /** The last process died while it tried the GPU, and nobody has heard of it yet. */
  private boolean gpuDied;

  private boolean wrong; // what was opened last

  /**
   * @param freeBytes memory that the phone could give
   * @param exits how a process of the app ended, by its id; gives null where the phone does not say
   */
  public LibraryModels(
      BuiltInModel builtIn,
      ModelLibrary library,
      ProvedBackends backends,
      LongSupplier freeBytes,
      IntFunction<LastExit.@Nullable Exit> exits) {
    this.builtIn = builtIn;
    this.library = library;
    this.backends = backends;
    this.freeBytes = freeBytes;
    library.beforeDeletion(backends::discard);
    this.presence = new Presence(library.incoming().resolveSibling("away"), Process.myPid());
    this.guard =
        new LoadGuard(
            library.incoming().resolveSibling("loading"),
            freeBytes,
            new LoadGuard.Deaths(Process.myPid(), exits),
            presence);
  }

  @Override
  public Engine open() throws IOException {
    return open(library.defaultId());
  }

  @Override
  public Engine open(String modelId) throws IOException {
    return open(modelId, backends.choice());
  }

  @Override
  public Engine open(String modelId, Choice on) throws IOException {
    boolean own = library.fileOf(modelId) == null;
    String id = idOf(modelId);
    try (Bundle bundle = bundle(modelId)) {
      if (backends.tookTheProcessAlong(bundle)) {
        guard.forgive(id);
        gpuDied = true;
      }
      Integer smaller = asked.remove(id);
      ModelTuning stored = library.tuningOf(id);
      wrong = backends.answersWrongly(bundle, stored.threads());
      ModelTuning tuning = smaller == null ? stored : stored.withWindow(smaller);
      ModelTuning halved = tuning.halved(bundle.manifest().config().context());
      LoadGuard.Subject subject =
          new LoadGuard.Subject(
              id,
              own ? 0 : leastBytes(bundle.manifest(), tuning),
              own ? 0 : leastBytes(bundle.manifest(), halved),
              Objects.requireNonNull(halved.windowTokens(), "a half"),
              backends.mayUseGpu(bundle, tuning.threads(), on),
              own ? null : leastParts(bundle.manifest(), bytesOf(id), tuning));
      BackendOpening opening =
          BuiltInModel.narrowed(opened -> backends.open(opened, tuning.threads(), on), tuning);
      remember(refused, id, smaller);
      return guard.run(
          subject,
          () -> {
            refused.remove(id);
            if (smaller != null) { // now, for the process may die of it
              library.tune(id, tuning);
            }
            return BuiltInModel.open(bundle, opened -> guard.watch(id, opening.open(opened)));
          });
    }
  }

  private static void remember(
      Map<String, Integer> windows, String id, @Nullable Integer windowTokens) {
    if (windowTokens == null) {
      windows.remove(id);
    } else {
      windows.put(id, windowTokens);
    }
  }

  /** Who has not chosen a model, or one that is gone, has the built-in one. */
  private String idOf(String modelId) {
    return library.fileOf(modelId) == null ? ModelLibrary.BUILT_IN : modelId;
  }

  /** Of the load that was refused last, with the window that it had. */
  @Override
  public void consent(String modelId) {
    String id = idOf(modelId);
    remember(asked, id, refused.get(id));
    guard.consent(id);
  }

  @Override
  public void consentToLess(String modelId, int windowTokens) {
    String id = idOf(modelId);
    asked.put(id, windowTokens);
    guard.consentToLess(id);
  }

  /** The app has left the screen, or is there again. Disk thread. */
  public void onScreen(boolean seen) {
    if (seen) {
      presence.back();
    } else {
      presence.left();
    }
  }

  @Override
  public boolean takeGpuDeath() {
    boolean died = gpuDied;
    gpuDied = false;
    return died;
  }

  /** What its maker estimated for the whole window, less the cache that a smaller one saves. */
  static long neededBytes(Manifest manifest, ModelTuning tuning) {
    DecoderConfig config = manifest.config();
    long spared = (long) config.context() - tuning.window(config.context());
    return Math.max(0, manifest.memoryBytes() - spared * config.cacheBytesPerToken());
  }

  /** What it takes where a smaller window than wanted is given to it. */
  static long leastBytes(Manifest manifest, ModelTuning tuning) {
    long least = LoadPlan.fitting(manifest, 0).neededBytes();
    return Math.min(least, neededBytes(manifest, tuning));
  }

  /** What of that is what; the weights are the file, as on the model's page. */
  static LoadRisk.Parts leastParts(Manifest manifest, long fileBytes, ModelTuning tuning) {
    DecoderConfig config = manifest.config();
    LoadPlan least = LoadPlan.fitting(manifest, 0);
    long needed = leastBytes(manifest, tuning);
    int tokens = needed == least.neededBytes() ? least.context() : tuning.window(config.context());
    long chat = Math.min(needed, tokens * config.cacheBytesPerToken());
    long weights = Math.min(needed - chat, fileBytes);
    return new LoadRisk.Parts(weights, chat, needed - chat - weights);
  }

  private long bytesOf(String id) {
    ModelCard card = library.card(id);
    return card == null ? 0 : card.bytes();
  }

  private Bundle bundle(String modelId) throws IOException {
    Path file = library.fileOf(modelId);
    return file == null ? builtIn.bundle() : Bundle.openInstalled(file);
  }

  @Override
  public boolean answersWrongly() {
    return wrong;
  }

  /** Whether a model would be run so if it were opened now. */
  public boolean answersWrongly(String modelId) throws IOException {
    try (Bundle bundle = bundle(modelId)) {
      return backends.answersWrongly(bundle, library.tuningOf(idOf(modelId)).threads());
    }
  }

  @Override
  public ProofState proof(String modelId) throws IOException {
    try (Bundle bundle = bundle(modelId)) {
      return backends.proof(bundle);
    }
  }

  @Override
  public boolean prove(String modelId, BooleanSupplier stopped) throws IOException {
    try (Bundle bundle = bundle(modelId)) {
      return backends.prove(bundle, stopped);
    }
  }

  @Override
  public boolean proveAnew(String modelId, BooleanSupplier stopped) throws IOException {
    try (Bundle bundle = bundle(modelId)) {
      backends.forget(bundle);
      return backends.prove(bundle, stopped);
    }
  }

  /** What is known of the ways to run a model here. Not on the main thread. */
  public List<Verdict> verdicts(String modelId) throws IOException {
    try (Bundle bundle = bundle(modelId)) {
      return backends.verdicts(bundle);
    }
  }

  /** Why no GPU is tried for a model; null if one is. Not on the main thread. */
  public @Nullable GpuObstacle gpuObstacle(String modelId) throws IOException {
    try (Bundle bundle = bundle(modelId)) {
      return gpuObstacle(bundle);
    }
  }

  private @Nullable GpuObstacle gpuObstacle(Bundle bundle) {
    return GpuObstacle.of(PhoneContenders.leastGpuBytes(bundle.manifest()), freeBytes.getAsLong());
  }

  /** What a model's page says of the GPU. Inference thread. */
  public GpuStanding gpu(String modelId) throws IOException {
    Integer threads = library.tuningOf(idOf(modelId)).threads();
    try (Bundle bundle = bundle(modelId)) {
      GpuObstacle obstacle = gpuObstacle(bundle);
      return new GpuStanding(
          GpuVerdict.of(backends.verdicts(bundle), obstacle),
          backends.choice(),
          threads != null,
          obstacle == null,
          backends.answersWrongly(bundle, threads));
    }
  }

  /** With how many threads a model was found to be fastest here. Inference thread. */
  public OptionalInt measuredThreads(String modelId) throws IOException {
    try (Bundle bundle = bundle(modelId)) {
      return backends.threads(bundle);
    }
  }

  /** Forgets all of that. Not on the main thread. */
  public void forgetVerdicts(String modelId) throws IOException {
    try (Bundle bundle = bundle(modelId)) {
      backends.forget(bundle);
    }
  }

  @Override
  public String modelOf(long chatId) {
    return library.modelOf(chatId);
  }

  @Override
  public String nameOf(String modelId) {
    ModelCard card = library.card(idOf(modelId));
    return card == null ? "" : card.name();
  }

  @Override
  public int wantedTokens(String modelId, int ownTokens) {
    return library.tuningOf(idOf(modelId)).window(ownTokens);
  }

  /** The window that is set for a model, loaded or not; null where nobody knows it yet. */
  public @Nullable Integer windowSet(String modelId) {
    ModelCard card = library.card(idOf(modelId));
    return card == null ? null : wantedTokens(modelId, card.window());
  }

  @Override
  public boolean hasRoomForMore(String modelId, Engine loaded) {
    int seen = loaded.backend().config().context();
    int wanted = wantedTokens(modelId, loaded.manifest().config().context());
    return seen < wanted && fitsMore(loaded.manifest(), seen, freeBytes.getAsLong());
  }

  /**
   * Whether more than the seen tokens fit into what is free beside the loaded model. What that
   * gives back when it is closed comes on top: who opens it anew does get more, and not the same
   * again.
   */
  static boolean fitsMore(Manifest manifest, int seenTokens, long freeBytes) {
    return LoadPlan.fitting(manifest, freeBytes).context() > seenTokens;
  }

  @Override
  public void measured(String modelId, AnswerCost cost, int tokens) {
    library.measured(modelId, cost, tokens);
  }

  /** The card of the built-in model. Inference thread: the copy is made here if it is not there. */
  public @Nullable ModelCard builtInCard() {
    try {
      Path file = builtIn.path();
      try (Bundle bundle = Bundle.openInstalled(file)) {
        return ModelCard.of(
            bundle.manifest(), Files.size(file), "", new ModelCard.Arrival("", "", 0));
      }
    } catch (IOException unreadable) {
      return null; // the first answer says why
    }
  }

  /** Where a model's bundle lies, the built-in one's too. Not on the main thread. */
  public Path bundleOf(String id) throws IOException {
    Path file = library.fileOf(id);
    return file == null ? builtIn.path() : file;
  }
}
