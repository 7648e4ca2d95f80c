package dev.ember.app.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import android.content.SharedPreferences;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.engine.ModelTuning;
import dev.ember.inference.backend.tflite.WeightCache;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.file.AtomicFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The models on this phone, and who answers with which.
 *
 * <pre>
 * models/ID/model.ember   the bundle, verified before it got this name
 * models/ID/model.json    its card
 * models/ID/source        what it was downloaded as and converted from, until that is deleted
 * models/incoming         what jobs have not finished
 * </pre>
 *
 * <h2>Threading model</h2>
 *
 * Choices are safe from any thread. {@link #open} and {@link #add} belong to the work thread.
 */
public final class ModelLibrary {
  /** The id of the model that came with the app; it cannot be deleted. */
  public static final String BUILT_IN = "builtin";

  private static final String BUNDLE = "model.ember";
  private static final String CARD = "model.json";
  private static final String INCOMING = "incoming";
  private static final String DEFAULT = "default";
  private static final String CHAT = "chat.";
  private static final String READING = "reading.";
  private static final String WRITING = "writing.";
  private static final String WINDOW = "window.";
  private static final String THREADS = "threads.";

  /** Before the keys of a backup that are the library's. */
  private static final String CARRIED = "model.";

  /** Fewer tokens measure the clock, not the model. */
  private static final int FEWEST_MEASURED = 8;

  private final Path folder;
  private final SharedPreferences choices;
  private final AppExecutors executors;
  private final MutableLiveData<LibraryState> state = new MutableLiveData<>();

  /** Of temporary chats, by their ids: of those nothing is written. */
  private final Map<Long, String> chosenForNow = new ConcurrentHashMap<>();

  private volatile Consumer<Bundle> beforeDeletion = bundle -> {};

  /** By id; guarded by this. */
  private final Map<String, ModelCard> cards = new HashMap<>();

  private boolean opened; // guarded by this
  private final List<Runnable> waiting = new ArrayList<>(); // guarded by this

  /**
   * @param folder for models alone; made if it is not there
   */
  public ModelLibrary(Path folder, SharedPreferences choices, AppExecutors executors) {
    this.folder = folder;
    this.choices = choices;
    this.executors = executors;
  }

  /**
   * Sets who hears of each model before its file is deleted, to delete what belongs to it.
   *
   * @param hook on the disk thread; files alone
   */
  void beforeDeletion(Consumer<Bundle> hook) {
    beforeDeletion = hook;
  }

  /** What is there; no value until it is known. */
  public LiveData<LibraryState> state() {
    return state;
  }

  /** Finds the models that former processes have taken in. Work thread, before any job. */
  public void open() {
    executors.work().assertCurrent();
    List<ModelCard> found = new ArrayList<>();
    try {
      Files.createDirectories(folder.resolve(INCOMING));
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(folder)) {
        for (Path home : homes) {
          ModelCard card = cardIn(home);
          if (card != null) {
            found.add(card);
          }
        }
      }
    } catch (IOException unreadable) {
      found.clear(); // the built-in model still works
    }
    List<Runnable> waited;
    synchronized (this) {
      found.forEach(card -> cards.put(card.id(), card));
      opened = true;
      waited = List.copyOf(waiting);
      waiting.clear();
    }
    publish();
    waited.forEach(Runnable::run);
  }

  /** The card in a folder that has a bundle as well; null for any other folder. */
  private static @Nullable ModelCard cardIn(Path home) {
    Path file = home.resolve(CARD);
    if (!Files.exists(file) || !Files.exists(home.resolve(BUNDLE))) {
      return null;
    }
    try {
      ModelCard card = ModelCardJson.read(new String(Files.readAllBytes(file), UTF_8));
      return home.endsWith(card.id()) ? card : null;
    } catch (IOException damaged) {
      return null;
    }
  }

  /** Does something once {@link #open} is through; at once, on this thread, if it is. */
  public void whenOpened(Runnable task) {
    synchronized (this) {
      if (!opened) {
        waiting.add(task);
        return;
      }
    }
    task.run();
  }

  /** The ids of all models, the built-in one's too; of what {@link #open} has found. */
  public synchronized List<String> ids() {
    Set<String> ids = new LinkedHashSet<>(cards.keySet());
    ids.add(BUILT_IN);
    return List.copyOf(ids);
  }

  /** Says what came with the app. */
  public void addBuiltIn(ModelCard card) {
    synchronized (this) {
      cards.put(BUILT_IN, card);
    }
    publish();
  }

  /** Where a job may write what is not verified yet; on the same storage as the models. */
  public Path incoming() {
    return folder.resolve(INCOMING);
  }

  /**
   * Takes a verified bundle in; {@code file} is moved. The same model again replaces itself.
   *
   * @throws IOException if the storage refuses
   */
  public void add(Path file, ModelCard card) throws IOException {
    executors.work().assertCurrent();
    Path home = folder.resolve(card.id());
    Files.createDirectories(home);
    Files.move(
        file,
        home.resolve(BUNDLE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    AtomicFile.write(home.resolve(CARD), ModelCardJson.write(card).getBytes(UTF_8));
    synchronized (this) {
      cards.put(card.id(), card);
    }
    publish();
  }

  /**
   * Keeps what a model of this library was converted from; it is moved.
   *
   * @throws IOException if the storage refuses
   */
  public void keepSource(String id, Path downloaded) throws IOException {
    executors.work().assertCurrent();
    new KeptSource(folder.resolve(id)).take(downloaded);
    publish();
  }

  /** Deletes what a model was converted from, and leaves the model. */
  public void deleteSource(String id) {
    executors
        .disk()
        .execute(
            () -> {
              try {
                new KeptSource(folder.resolve(id)).delete();
              } catch (IOException stays) {
                // it is shown with what is left of it
              }
              publishNow();
            });
  }

  /**
   * Deletes a model; chats that used it go back to the default. Whoever has it open keeps what is
   * mapped until it is closed.
   */
  public void delete(String id) {
    if (id.equals(BUILT_IN)) {
      throw new IllegalArgumentException("expected a model that can be deleted but found " + id);
    }
    synchronized (this) {
      cards.remove(id);
    }
    SharedPreferences.Editor edit =
        choices
            .edit()
            .remove(READING + id)
            .remove(WRITING + id)
            .remove(WINDOW + id)
            .remove(THREADS + id);
    if (id.equals(choices.getString(DEFAULT, BUILT_IN))) {
      edit.remove(DEFAULT);
    }
    edit.apply();
    publish();
    executors.disk().execute(() -> deleteFiles(folder.resolve(id)));
  }

  /** The card first: a folder without one is no model, should the phone die in between. */
  private void deleteFiles(Path home) {
    try {
      Files.deleteIfExists(home.resolve(CARD));
      tellOfDeletion(home.resolve(BUNDLE));
      Files.deleteIfExists(home.resolve(BUNDLE));
      WeightCache.delete(home.resolve(BUNDLE));
      new KeptSource(home).delete();
      Files.deleteIfExists(home);
    } catch (IOException stays) {
      return; // it is listed no more, and its space comes back when the app is removed
    }
    publish();
  }

  private void tellOfDeletion(Path file) {
    try (Bundle bundle = Bundle.openInstalled(file)) {
      beforeDeletion.accept(bundle);
    } catch (IOException damaged) {
      return; // nothing was ever run of it
    }
  }

  /** A model's file; null for the built-in one and for one that is gone. */
  public synchronized @Nullable Path fileOf(String id) {
    return id.equals(BUILT_IN) || !cards.containsKey(id)
        ? null
        : folder.resolve(id).resolve(BUNDLE);
  }

  /** The model that answers a chat: its own choice while that is there, else the default. */
  public String modelOf(long chatId) {
    String chosen = chosenBy(chatId);
    return isThere(chosen) ? chosen : defaultId();
  }

  /** Empty where a chat has not chosen. */
  private String chosenBy(long chatId) {
    return ChatRepository.isTemporary(chatId)
        ? chosenForNow.getOrDefault(chatId, "")
        : choices.getString(CHAT + chatId, "");
  }

  public String defaultId() {
    String chosen = choices.getString(DEFAULT, BUILT_IN);
    return isThere(chosen) ? chosen : BUILT_IN;
  }

  /**
   * Before the folder has been read, the main thread believes a choice, and others look for it: a
   * screen is told soon, a load is not.
   */
  private synchronized boolean isThere(@Nullable String id) {
    return id != null && !id.isEmpty() && (cards.containsKey(id) || isOnDisk(id));
  }

  private boolean isOnDisk(String id) {
    return !opened
        && !id.equals(BUILT_IN)
        && (AppExecutors.isMain() || Files.exists(folder.resolve(id).resolve(CARD)));
  }

  /** The model that answers new chats, and those that have not chosen. */
  public void setDefault(String id) {
    choices.edit().putString(DEFAULT, id).apply();
    publish();
  }

  /** From its next answer on, a chat is answered by this model. */
  public void choose(long chatId, String id) {
    if (ChatRepository.isTemporary(chatId)) {
      chosenForNow.put(chatId, id);
      return;
    }
    choices.edit().putString(CHAT + chatId, id).apply();
  }

  /** A chat that comes out of another is answered by the same model, or by the default as well. */
  public void copyChoice(long fromChatId, long toChatId) {
    String chosen = chosenBy(fromChatId);
    if (chosen.isEmpty()) {
      forgetChoice(toChatId);
    } else {
      choose(toChatId, chosen);
    }
  }

  /** From its next answer on, a chat is answered by the default, as one that was just made. */
  public void forgetChoice(long chatId) {
    if (ChatRepository.isTemporary(chatId)) {
      chosenForNow.remove(chatId);
    } else {
      choices.edit().remove(CHAT + chatId).apply();
    }
  }

  /** What is known of a model; null if it is not there. */
  public synchronized @Nullable ModelCard card(String id) {
    return cards.get(id);
  }

  /** How a model is run here, as its user has set it. */
  public ModelTuning tuningOf(String id) {
    int window = choices.getInt(WINDOW + id, 0);
    int threads = choices.getInt(THREADS + id, 0);
    return new ModelTuning(window > 0 ? window : null, threads > 0 ? threads : null);
  }

  /** Holds from the next time the model is loaded. */
  public void tune(String id, ModelTuning tuning) {
    SharedPreferences.Editor edit = choices.edit().remove(WINDOW + id).remove(THREADS + id);
    if (tuning.windowTokens() != null) {
      edit.putInt(WINDOW + id, tuning.windowTokens());
    }
    if (tuning.threads() != null) {
      edit.putInt(THREADS + id, tuning.threads());
    }
    edit.apply();
    publish();
  }

  /**
   * For a backup: which model answers what, and with which window. How many threads compute and how
   * fast they are is this phone's.
   */
  public Map<String, String> exported() {
    Map<String, String> values = new TreeMap<>();
    choices
        .getAll()
        .forEach(
            (key, value) -> {
              if (isCarried(key)) {
                values.put(CARRIED + key, String.valueOf(value));
              }
            });
    return values;
  }

  private static boolean isCarried(String key) {
    return key.equals(DEFAULT) || key.startsWith(CHAT) || key.startsWith(WINDOW);
  }

  /**
   * From a backup, whose chats take the place of those that were here: so do their models, which
   * need not be on this phone. On storage when it returns. Before {@link #open}.
   */
  public void imported(Map<String, String> values) {
    SharedPreferences.Editor edit = choices.edit();
    for (String key : choices.getAll().keySet()) {
      if (key.startsWith(CHAT)) {
        edit.remove(key);
      }
    }
    values.forEach(
        (key, value) -> {
          String own = key.startsWith(CARRIED) ? key.substring(CARRIED.length()) : "";
          if (own.startsWith(WINDOW)) {
            takeWindow(edit, own, value);
          } else if (isCarried(own)) {
            edit.putString(own, value);
          }
        });
    edit.commit();
  }

  /** A window that is no number is left out, as is all that this version does not know. */
  private static void takeWindow(SharedPreferences.Editor edit, String key, String tokens) {
    try {
      edit.putInt(key, Integer.parseInt(tokens));
    } catch (NumberFormatException later) {
      edit.remove(key);
    }
  }

  /** Remembers how fast an answer was; one too short to measure changes nothing. */
  public void measured(String id, AnswerCost cost, int tokens) {
    SharedPreferences.Editor edit = choices.edit();
    int read = cost.promptTokens() - cost.reusedTokens();
    if (read >= FEWEST_MEASURED && cost.prefillNanos() > 0) {
      edit.putFloat(READING + id, perSecond(read, cost.prefillNanos()));
    }
    if (tokens >= FEWEST_MEASURED && cost.decodeNanos() > 0) {
      edit.putFloat(WRITING + id, perSecond(tokens, cost.decodeNanos()));
    }
    edit.apply();
    publish();
  }

  private static float perSecond(int tokens, long nanos) {
    return (float) tokens * TimeUnit.SECONDS.toNanos(1) / nanos;
  }

  /** Looks at the storage, so not on the thread that asks. */
  private void publish() {
    executors.disk().execute(this::publishNow);
  }

  private void publishNow() {
    List<ModelCard> models;
    synchronized (this) {
      models = new ArrayList<>(cards.values());
    }
    models.sort(
        Comparator.comparing((ModelCard card) -> !card.builtIn())
            .thenComparing(Comparator.comparingLong(ModelCard::addedMs).reversed()));
    Map<String, MeasuredSpeed> speeds = new HashMap<>();
    Map<String, Long> sources = new HashMap<>();
    long modelBytes = 0;
    for (ModelCard card : models) {
      long source = sourceBytes(card.id());
      if (source > 0) {
        sources.put(card.id(), source);
      }
      modelBytes += card.bytes() + source;
      speeds.put(
          card.id(),
          new MeasuredSpeed(
              choices.getFloat(READING + card.id(), 0), choices.getFloat(WRITING + card.id(), 0)));
    }
    File storage = folder.toFile();
    LibraryState.Room room =
        new LibraryState.Room(modelBytes, storage.getUsableSpace(), storage.getTotalSpace());
    state.postValue(new LibraryState(models, defaultId(), speeds, sources, room));
  }

  private long sourceBytes(String id) {
    try {
      return new KeptSource(folder.resolve(id)).bytes();
    } catch (IOException goingMeanwhile) {
      return 0;
    }
  }
}
