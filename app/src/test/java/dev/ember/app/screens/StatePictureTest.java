package dev.ember.app.screens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.robolectric.Shadows.shadowOf;

import android.animation.ValueAnimator;
import android.app.Activity;
import android.app.ActivityManager;
import android.net.Uri;
import android.os.Looper;
import android.os.SystemClock;
import android.view.View;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.ViewModel;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.R;
import dev.ember.app.attach.AttachModel;
import dev.ember.app.benchmark.BenchmarkSample;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.chat.ChatViewModel;
import dev.ember.app.chat.VoiceModel;
import dev.ember.app.chats.ChatListState;
import dev.ember.app.chats.ChatListViewModel;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.WhenFull;
import dev.ember.app.engine.LoadRisk;
import dev.ember.app.engine.ModelSource;
import dev.ember.app.engine.RiskyLoadException;
import dev.ember.app.health.Warmth;
import dev.ember.app.jobs.JobProgress;
import dev.ember.app.jobs.JobRecord;
import dev.ember.app.jobs.JobState;
import dev.ember.app.main.MainActivity;
import dev.ember.app.settings.SettingsPage;
import dev.ember.app.voice.DictationState;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/**
 * The states of a screen that pass, go wrong or are rare, as {@link ScreenshotTest} has the screens
 * themselves. Where only a phone brings a state about, what the screen is told of is set.
 */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class StatePictureTest extends ThreeStyles {
  /** What {@link #tour} takes. */
  static final Set<String> ALL =
      Set.of(
          "model-loading",
          "model-reading",
          "warm",
          "edit",
          "attachment",
          "dictation",
          "choose-model",
          "window-full",
          "window-narrowed",
          "load-killed",
          "little-memory",
          "not-saved",
          "processor-wrong",
          "temporary",
          "undo",
          "list-failed",
          "backup-seal",
          "backup-restore",
          "jobs",
          "gpu-trusted",
          "last-resort",
          "benchmark-results",
          "locked");

  private static final String QUESTION = "How long does the light of the sun take to get here?";
  private static final String ANSWER = "It takes about eight minutes.";
  private static final String LONG =
      "A small lamp stood in the window of the last house by the sea. Every night it told the moon"
          + " what it had seen: a dog that would not go home, a girl who counted boats, a man who"
          + " sang to his bread. The moon listened and said nothing. One night it asked a question,"
          + " and the lamp had to think until the morning. What did the moon want to know, and what"
          + " did the lamp say?";

  /** A bar is shown from a second on. */
  private static final Duration LONG_READING = Duration.ofMillis(1_500);

  private static final int WRITTEN = 20;
  private static final int NARROW = 128;
  private static final long NEEDED = 1_900_000_000L;
  private static final long FREE = 1_400_000_000L;
  private static final int SMALLER = 1024;
  private static final Uri FILE = Uri.parse("content://samples/1");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final FakeBackend words = new FakeBackend(ScriptedModel.config());

  @Before
  public void setClock() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    ValueAnimator.setDurationScale(0); // the cursor pulses
    SystemClock.setCurrentTimeMillis(Samples.NOW_MS);
    screen.app().clock(() -> Samples.NOW_MS);
    ActivityManager.MemoryInfo memory = new ActivityManager.MemoryInfo();
    memory.availMem = FREE;
    shadowOf(screen.app().getSystemService(ActivityManager.class)).setMemoryInfo(memory);
  }

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    ModelSamples.write(screen, folder.newFolder().toPath());
    words.answer(SmallTokenizer.answer(ANSWER));
    loading(gallery);
    writing(gallery);
    composer(gallery);
    cards(gallery);
    list(gallery);
    pages(gallery);
    gallery.close(ALL);
  }

  /** The first question, while the model comes and while it reads. */
  private void loading(Gallery gallery) throws IOException {
    PausingBackend backend = new PausingBackend(words);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch loaded = new CountDownLatch(1);
    screen.app().nanoClock(backend::nanos);
    screen
        .app()
        .model(
            () -> {
              begun.countDown();
              await(loaded);
              return ScriptedModel.engine(backend);
            });
    screen.launch();
    screen.with(activity -> activity.findViewById(R.id.empty_new_chat).performClick());
    screen.settleAround(() -> begun.getCount() == 0);
    screen.send(QUESTION);
    screen.redraw();
    waitFor(LONG_READING);
    gallery.take(screen, "model-loading");

    backend.pauseAfter(0);
    loaded.countDown();
    screen.settleAround(backend::stands);
    waitFor(LONG_READING);
    gallery.take(screen, "model-reading");
    backend.goOn();
    finish();
  }

  /** The model comes to its end, at the speed of every machine. */
  private void finish() {
    screen.settle();
    screen.app().execute(ScreenshotTest.SPEEDS);
    screen.settle();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts the model", e);
    }
  }

  private void waitFor(Duration time) {
    shadowOf(Looper.getMainLooper()).idleFor(time);
    screen.redraw();
  }

  /** An answer that is written on a warm phone. */
  private void writing(Gallery gallery) throws IOException {
    PausingBackend backend = new PausingBackend(words);
    model(() -> ScriptedModel.engine(backend));
    screen.app().nanoClock(backend::nanos);
    screen.app().warmth(Warmth.Level.WARM);
    backend.pauseAfter(WRITTEN);
    screen.send("Is it the same in winter?");
    screen.settleAround(backend::stands);
    gallery.take(screen, "warm");
    backend.goOn();
    finish();
    screen.app().warmth(Warmth.Level.COOL);
  }

  /** What is loaded from now on. */
  private void model(ModelSource source) {
    screen.app().model(source);
    screen.with(activity -> screen.app().scope().engine().close());
    screen.settle();
  }

  /** The lines above the field, each alone. */
  private void composer(Gallery gallery) throws IOException {
    ChatFragment chat = screen.read(activity -> (ChatFragment) page(activity));
    long question =
        screen.stored(
            chats -> chats.messages(Objects.requireNonNull(chats.newestChat())).get(0).id());
    ChatViewModel model = of(chat, ChatViewModel.class);
    screen.with(activity -> model.edit(question, QUESTION));
    screen.settle();
    gallery.take(screen, "edit");
    screen.with(activity -> model.cancelEdit());

    SampleFiles files = Robolectric.buildContentProvider(SampleFiles.class).create("samples").get();
    Path notes = folder.newFile("notes.csv").toPath();
    Files.write(
        notes, String.join("\n", Collections.nCopies(200, "lamp,oil,wick")).getBytes(UTF_8));
    files.offer(notes);
    AttachModel attached = screen.read(activity -> AttachModel.of(chat, chat.chatId()));
    screen.with(activity -> attached.take(List.of(FILE), AnswerSettings.NONE));
    screen.settle();
    gallery.take(screen, "attachment");
    screen.with(activity -> attached.dismiss());

    VoiceModel voice = of(chat, VoiceModel.class);
    set(voice.dictation().state(), new DictationState.Listening(true, "Does it get here"));
    gallery.take(screen, "dictation");
    set(voice.dictation().state(), new DictationState.Off());

    screen.click(R.id.title_block);
    gallery.takeSheet(screen, "choose-model");
    screen.closeDialog();
    screen.click(R.id.back);
  }

  private static <T extends ViewModel> T of(Fragment page, Class<T> model) {
    return new ViewModelProvider(page).get(model);
  }

  private static Fragment page(Activity activity) {
    Fragment page =
        ((MainActivity) activity).getSupportFragmentManager().findFragmentById(R.id.screen);
    return Objects.requireNonNull(page, "page");
  }

  /** Tells a screen what a test cannot bring about. */
  private <T> void set(LiveData<T> told, T what) {
    screen.with(activity -> ((MutableLiveData<T>) told).setValue(what));
    screen.redraw();
  }

  private void cards(Gallery gallery) throws IOException {
    model(() -> ScriptedModel.engine(words));
    long full = screen.stored(StatePictureTest::full);
    open(full);
    screen.send(LONG);
    screen.settle();
    gallery.take(screen, "window-full");
    screen.click(R.id.back);

    model(() -> narrowed(ScriptedModel.engine(words)));
    long empty = screen.stored(ChatRepository::createChat);
    open(empty);
    gallery.take(screen, "window-narrowed");
    screen.click(R.id.back);

    long chat =
        screen.stored(chats -> Samples.finished(chats, "Why is bread soft?", "Air is in it."));
    take(gallery, "load-killed", chat, died());
    take(gallery, "little-memory", chat, new LoadRisk.LittleMemory(NEEDED, FREE, SMALLER));
    model(() -> ScriptedModel.engine(words));
    open(chat);
    LiveData<@Nullable String> fault = screen.app().scope().repository().storageFault();
    set(fault, "database or disk is full (code 13 SQLITE_FULL)");
    gallery.take(screen, "not-saved");
    screen.with(
        activity -> screen.app().scope().repository().submit(() -> {})); // it takes it again
    screen.settle();
    screen.click(R.id.back);

    model(new WrongModel(words));
    open(chat);
    gallery.take(screen, "processor-wrong");
    screen.click(R.id.back);
  }

  private static long full(ChatRepository chats) {
    long chat = Samples.finished(chats, LONG, "It asked who lights the lamp.");
    chats.setWhenFull(chat, WhenFull.STOP);
    return chat;
  }

  private void open(long chat) {
    screen.with(activity -> ((MainActivity) activity).openChat(chat));
    screen.settle();
  }

  private static Engine narrowed(Engine whole) {
    FakeBackend narrow = new FakeBackend(ScriptedModel.config().withContext(NARROW));
    return new Engine(whole.manifest(), whole.tokenizer(), whole.template(), narrow);
  }

  private static LoadRisk died() {
    long some = Samples.NOW_MS - TimeUnit.MINUTES.toMillis(22);
    return new LoadRisk.Died(LoadRisk.Cause.MEMORY, some, false, false, SMALLER);
  }

  /** One that runs on a processor that was found to answer wrongly. */
  private record WrongModel(FakeBackend words) implements ModelSource {
    @Override
    public Engine open() throws IOException {
      return ScriptedModel.engine(words);
    }

    @Override
    public boolean answersWrongly() {
      return true;
    }
  }

  /** A model that is not loaded without asking. */
  private void take(Gallery gallery, String name, long chat, LoadRisk risk) throws IOException {
    model(
        () -> {
          throw new RiskyLoadException(risk, "details for a report");
        });
    open(chat);
    gallery.take(screen, name);
    screen.click(R.id.back);
  }

  private void list(Gallery gallery) throws IOException {
    model(() -> ScriptedModel.engine(words));
    screen.with(
        activity -> chatList(activity).createTemporaryChat(((MainActivity) activity)::openChat));
    screen.settle();
    gallery.take(screen, "temporary");
    screen.click(R.id.back);

    List<Long> two =
        screen.stored(
            chats ->
                List.of(
                    Samples.finished(chats, "What do cows eat?", "Grass and hay."),
                    Samples.finished(chats, "Good morning", "Good morning.")));
    screen.with(activity -> chatList(activity).delete(two));
    screen.settle();
    gallery.take(screen, "undo");
    screen.with(activity -> chatList(activity).takeBack());
    screen.settle();

    ChatListState before =
        Objects.requireNonNull(screen.read(a -> chatList(a).state().getValue()), "list");
    LiveData<ChatListState> list = screen.read(activity -> chatList(activity).state());
    set(list, new ChatListState.Failed("file is not a database (code 26 SQLITE_NOTADB)"));
    gallery.take(screen, "list-failed");
    set(list, before);
  }

  private static ChatListViewModel chatList(Activity activity) {
    return new ViewModelProvider((MainActivity) activity).get(ChatListViewModel.class);
  }

  private void pages(Gallery gallery) throws IOException {
    screen.click(R.id.nav_models);
    set(screen.app().scope().shelf().jobs().all(), List.of(downloading(), resting()));
    gallery.take(screen, "jobs", R.id.storage_free, R.id.storage_bar);
    screen.click(R.id.open_settings);
    screen.with(activity -> ((MainActivity) activity).exportTo(FILE));
    screen.settle();
    gallery.takeSheet(screen, "backup-seal");
    screen.closeDialog();
    screen.with(activity -> ((MainActivity) activity).importFrom(FILE));
    screen.settle();
    gallery.takeSheet(screen, "backup-restore");
    screen.closeDialog();
    proofs(gallery);
    screen.with(activity -> ((MainActivity) activity).open(SettingsPage.BENCHMARK));
    screen.settle();
    screen.with(activity -> BenchmarkSample.show(page(activity)));
    screen.redraw();
    gallery.take(screen, "benchmark-results");
    screen.with( // as Privacy does, which asks the phone besides
        activity -> {
          activity.findViewById(R.id.content).setVisibility(View.INVISIBLE);
          activity.findViewById(R.id.cover).setVisibility(View.VISIBLE);
        });
    screen.redraw();
    gallery.take(screen, "locked");
  }

  /** What the settings say once it is known what computes the model. */
  private void proofs(Gallery gallery) throws IOException {
    ProofSamples.prove(screen.app(), ProofSamples.contenders(screen.app()).cpu(50).gpu(25));
    openSettingsAnew();
    gallery.take(screen, "gpu-trusted");
    ProofSamples.prove(
        screen.app(), ProofSamples.contenders(screen.app()).wrongCpu().lastResort(50));
    openSettingsAnew();
    gallery.take(screen, "last-resort");
  }

  private void openSettingsAnew() {
    screen.click(R.id.page_back);
    screen.click(R.id.open_settings);
  }

  private static JobState downloading() {
    JobRecord job =
        job(JobRecord.Kind.DOWNLOAD, "smollm2-135m-instruct-q8_0.gguf", "https://example.org/a");
    return new JobState(
        job,
        new JobProgress(
            JobProgress.Step.DOWNLOADING,
            61_000_000,
            145_000_000,
            2_400_000,
            JobProgress.Pause.NONE));
  }

  private static JobState resting() {
    JobRecord job = job(JobRecord.Kind.FILE, "qwen3-0.6b-q4_k_m.gguf", "content://samples/2");
    return new JobState(
        job, new JobProgress(JobProgress.Step.CONVERTING, 430, 1_000, 2, JobProgress.Pause.WARM));
  }

  private static JobRecord job(JobRecord.Kind kind, String title, String source) {
    return new JobRecord(title, kind, title, source, "", false, JobRecord.Status.RUNNING, null);
  }
}
