package dev.ember.app.screens;

import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.graphics.Rect;
import android.net.Uri;
import android.os.Looper;
import android.view.View;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.R;
import dev.ember.app.benchmark.BenchmarkSample;
import dev.ember.app.chats.ChatListState;
import dev.ember.app.chats.ChatListViewModel;
import dev.ember.app.health.Warmth;
import dev.ember.app.jobs.JobProgress;
import dev.ember.app.jobs.JobRecord;
import dev.ember.app.jobs.JobState;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.main.MainActivity;
import dev.ember.app.settings.PassphraseDialog;
import dev.ember.app.settings.SettingsPage;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
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
public final class StatePictureTest extends SixStyles {
  /** What {@link #tour} takes in each style. */
  static final Set<String> ALL =
      Set.of(
          "model-loading",
          "model-reading",
          "warm",
          "temporary",
          "undo",
          "list-failed",
          "backup-seal",
          "backup-restore",
          "backup-wrong",
          "jobs",
          "checking",
          "gpu-trusted",
          "last-resort",
          "gpu-unchecked",
          "gpu-refused",
          "benchmark-running",
          "benchmark-results",
          "benchmark-gpu");

  /** What it takes in {@link #STYLES} alone: nothing of it has to find room. */
  static final Set<String> PLAIN = Set.of("list-loading", "locked");

  private static final String QUESTION = "How long does the light of the sun take to get here?";
  private static final String ANSWER = "It takes about eight minutes.";

  /** A bar is shown from a second on. */
  private static final Duration LONG_READING = Duration.ofMillis(1_500);

  /** Faster than this nothing is shown while the list is read. */
  private static final Duration GREY_ROWS = Duration.ofMillis(350);

  /** An answer that is written is saved so often. */
  private static final Duration SAVED = Duration.ofMillis(500);

  private static final int WRITTEN = 20;
  private static final Uri FILE = Uri.parse("content://samples/1");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final FakeBackend words = new FakeBackend(ScriptedModel.config());

  @Before
  public void prepare() {
    holdStill();
  }

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    ModelSamples.write(screen, folder.newFolder().toPath());
    words.answer(SmallTokenizer.answer(ANSWER));
    loading(gallery);
    writing(gallery);
    screen.click(R.id.back);
    boolean plain = STYLES.contains(style);
    list(gallery, plain);
    pages(gallery, plain);
    Set<String> all = new HashSet<>(ALL);
    if (plain) {
      all.addAll(PLAIN);
    }
    gallery.close(all);
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
    load(() -> ScriptedModel.engine(backend));
    screen.app().nanoClock(backend::nanos);
    screen.app().warmth(Warmth.Level.WARM);
    backend.pauseAfter(WRITTEN);
    screen.send("Is it the same in winter?");
    screen.settleAround(backend::stands);
    waitFor(SAVED); // the list beside a chat says how many words that were
    gallery.take(screen, "warm");
    backend.goOn();
    finish();
    screen.app().warmth(Warmth.Level.COOL);
  }

  private void list(Gallery gallery, boolean plain) throws IOException {
    load(() -> ScriptedModel.engine(words));
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
    if (plain) {
      set(list, new ChatListState.Loading());
      waitFor(GREY_ROWS);
      gallery.take(screen, "list-loading");
    }
    set(list, new ChatListState.Failed("file is not a database (code 26 SQLITE_NOTADB)"));
    gallery.take(screen, "list-failed");
    set(list, before);
  }

  private static ChatListViewModel chatList(Activity activity) {
    return new ViewModelProvider((MainActivity) activity).get(ChatListViewModel.class);
  }

  private void pages(Gallery gallery, boolean plain) throws IOException {
    screen.click(R.id.nav_models);
    set(screen.app().scope().shelf().jobs().all(), List.of(downloading(), resting()));
    gallery.take(screen, "jobs", R.id.storage_free, R.id.storage_bar);
    set(screen.app().scope().shelf().jobs().all(), List.of(checked()));
    gallery.take(screen, "checking", R.id.storage_free, R.id.storage_bar);
    screen.click(R.id.open_settings);
    screen.with(activity -> ((MainActivity) activity).exportTo(FILE));
    screen.settle();
    gallery.takeSheet(screen, "backup-seal");
    screen.closeDialog();
    screen.with(activity -> ((MainActivity) activity).importFrom(FILE));
    screen.settle();
    gallery.takeSheet(screen, "backup-restore");
    screen.closeDialog();
    screen.with(
        activity ->
            PassphraseDialog.toOpenAgain("")
                .show(((MainActivity) activity).getSupportFragmentManager(), null));
    screen.settle();
    gallery.takeSheet(screen, "backup-wrong");
    screen.closeDialog();
    proofs(gallery);
    screen.with(activity -> ((MainActivity) activity).open(SettingsPage.BENCHMARK));
    screen.settle();
    screen.with(activity -> BenchmarkSample.run(page(activity)));
    screen.redraw();
    gallery.take(screen, "benchmark-running");
    screen.with(activity -> BenchmarkSample.show(page(activity)));
    screen.redraw();
    gallery.take(screen, "benchmark-results");
    screen.with(activity -> BenchmarkSample.show(page(activity), true));
    screen.redraw();
    gallery.take(screen, "benchmark-gpu");
    if (plain) {
      locked(gallery);
    }
  }

  private void locked(Gallery gallery) throws IOException {
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
    ProofSamples.prove(screen.app(), ProofSamples.Phone.GPU_TWICE_AS_FAST);
    openSettingsAnew();
    gallery.take(screen, "gpu-trusted");
    ProofSamples.prove(screen.app(), ProofSamples.Phone.CPU_WRONG);
    openSettingsAnew();
    gallery.take(screen, "last-resort");
    screen.click(R.id.page_back);
    ProofSamples.forget(screen.app());
    openModel();
    gallery.take(screen, "gpu-unchecked");
    screen.click(R.id.page_back);
    ProofSamples.prove(screen.app(), ProofSamples.Phone.GPU_REFUSES);
    openModel();
    gallery.take(screen, "gpu-refused");
  }

  private void openModel() {
    screen.with(activity -> ((MainActivity) activity).openModel(ModelLibrary.BUILT_IN));
    screen.settle();
  }

  private void openSettingsAnew() {
    screen.click(R.id.page_back);
    screen.click(R.id.open_settings);
    // The system's bars take some of the height: with them the row's end lies elsewhere.
    screen.with(activity -> Picture.coverWithBars(activity.getWindow().getDecorView()));
    screen.settle();
    screen.with(StatePictureTest::bringProcessorIntoSight);
    screen.settle();
  }

  private static void bringProcessorIntoSight(Activity activity) {
    ArrayList<View> found = new ArrayList<>();
    View rows = activity.findViewById(R.id.settings);
    String title = activity.getString(R.string.processor);
    rows.findViewsWithText(found, title, View.FIND_VIEWS_WITH_TEXT);
    View row = (View) found.get(0).getParent();
    row.requestRectangleOnScreen(new Rect(0, 0, row.getWidth(), row.getHeight()), true);
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

  private static JobState checked() {
    JobRecord job = job(JobRecord.Kind.FILE, "story-teller.ember", "content://samples/3");
    return new JobState(
        job, new JobProgress(JobProgress.Step.CHECKING, 500, 1_000, 0, JobProgress.Pause.NONE, 3));
  }

  private static JobRecord job(JobRecord.Kind kind, String title, String source) {
    return new JobRecord(title, kind, title, source, "", false, JobRecord.Status.RUNNING, null);
  }
}
