package dev.ember.app.screens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.robolectric.Shadows.shadowOf;

import android.Manifest;
import android.graphics.Rect;
import android.net.Uri;
import android.os.Looper;
import android.view.View;
import android.view.ViewGroup;
import androidx.lifecycle.LiveData;
import dev.ember.app.R;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.chat.VoiceModel;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.PresetEntity;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.jobs.JobProgress;
import dev.ember.app.jobs.JobRecord;
import dev.ember.app.jobs.JobState;
import dev.ember.app.library.LibraryState;
import dev.ember.app.library.ModelCard;
import dev.ember.app.library.Refusal;
import dev.ember.app.main.MainActivity;
import dev.ember.app.testing.RunnableBundle;
import dev.ember.app.voice.DictationState;
import dev.ember.app.voice.ReadAloudState;
import dev.ember.inference.backend.FakeBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
 * What is seen seldom: the longest names, what was refused for its contents, what waits, choices of
 * one of several, and what a phone cannot do.
 */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class RarePictureTest extends SixStyles {
  /** What {@link #tour} takes. */
  static final Set<String> ALL =
      Set.of(
          "long-titles",
          "menu-selection",
          "long-title",
          "dictation-refused",
          "voice-refused",
          "menu-preset",
          "jobs-waiting",
          "refused-contents",
          "models-kept",
          "source-kept",
          "delete-source",
          "choose-theme",
          "choose-language",
          "choose-processor",
          "no-picker",
          "chats-damaged",
          "tokens-long-word",
          "attention-many-heads");

  /** Eighty characters, more than any screen has room for. */
  private static final String LONG_TITLE =
      "Why the lamp in the window of the last house by the sea burns all night long ???";

  private static final String LONG_NAME =
      "SmolLM2-135M-Instruct-distilled-and-tuned-on-questions-and-answers-of-lighthouse-keepers";

  private static final String LONG_WORD = "An incomprehensibly long word";
  private static final int HEADS = 30;
  private static final Duration QUESTION = Duration.ofSeconds(11);
  private static final String PRESET = "Keeper";
  private static final long WHOLE = 1_200_000_000L;
  private static final long CAME = 412_000_000L;
  private static final Uri FILE = Uri.parse("content://samples/1");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final FakeBackend words = new FakeBackend(ScriptedModel.config());

  @Before
  public void prepare() {
    holdStill();
    shadowOf(screen.app()).grantPermissions(Manifest.permission.INTERNET);
  }

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    ModelSamples.write(screen, folder.newFolder().toPath());
    screen.app().model(() -> ScriptedModel.engine(words));
    long chat = screen.stored(RarePictureTest::named);
    screen.launch();
    titles(gallery, chat);
    models(gallery);
    settings(gallery);
    inside(gallery);
    gallery.close(ALL);
  }

  /** A word of twelve tokens and more, for the tests' own tokenizer knows bytes alone. */
  private void inside(Gallery gallery) throws IOException {
    shadowOf(Looper.getMainLooper()).idleFor(QUESTION);
    screen.click(R.id.page_back);
    screen.click(R.id.nav_inside);
    screen
        .app()
        .lookInto(
            RunnableBundle.writeWithHeads(folder.newFolder().toPath().resolve("h.ember"), HEADS));
    open(InsideScreen.TOKENS, InsideText.of(LONG_WORD));
    gallery.take(screen, "tokens-long-word");
    screen.click(R.id.page_back);
    open(InsideScreen.ATTENTION, InsideText.of(LONG_WORD));
    gallery.take(screen, "attention-many-heads");
  }

  /** A chat that its user gave a long name, beside another one, and a preset. */
  private static long named(ChatRepository chats) {
    chats.savePreset(new PresetEntity(0, PRESET, "Speak as a keeper of lamps does.", null));
    Samples.finished(chats, "What do cows eat?", "Grass and hay.");
    long chat = Samples.finished(chats, "Why does it burn?", "For the boats.");
    chats.rename(chat, LONG_TITLE);
    return chat;
  }

  private void titles(Gallery gallery, long chat) throws IOException {
    gallery.take(screen, "long-titles");
    screen.with(activity -> activity.findViewById(R.id.chat_row).performLongClick());
    screen.settle();
    screen.click(R.id.selection_more);
    gallery.takeMenu(screen, "menu-selection");
    screen.closeMenu();
    screen.click(R.id.selection_close);
    open(chat);
    gallery.take(screen, "long-title");

    ChatFragment page = screen.read(activity -> (ChatFragment) page(activity));
    VoiceModel voice = of(page, VoiceModel.class);
    set(voice.dictation().state(), new DictationState.Refused(DictationState.Reason.NOTHING_HEARD));
    gallery.take(screen, "dictation-refused");
    shadowOf(Looper.getMainLooper()).idleFor(QUESTION);
    set(voice.dictation().state(), new DictationState.Off());
    set(voice.readAloud().state(), new ReadAloudState.Refused(ReadAloudState.Reason.ONLINE_ONLY));
    gallery.take(screen, "voice-refused");
    set(voice.readAloud().state(), new ReadAloudState.Silent());
    shadowOf(Looper.getMainLooper()).idleFor(QUESTION); // until it is not asked any more
    screen.openSystemPrompt();
    ViewGroup chips = screen.dialog().findViewById(R.id.prompts);
    View preset = chips.findViewWithTag(PRESET);
    screen.with(activity -> preset.performLongClick());
    screen.settle();
    gallery.takeMenuOfSheet(screen, "menu-preset");
    screen.closeMenu();
    screen.closeDialog();
    screen.click(R.id.back);
  }

  private void models(Gallery gallery) throws IOException {
    LiveData<List<JobState>> jobs = screen.app().scope().shelf().jobs().all();
    screen.click(R.id.nav_models);
    set(jobs, List.of(metered(), inLine()));
    gallery.take(screen, "jobs-waiting", R.id.storage_free, R.id.storage_bar);
    set(
        jobs,
        List.of(
            refused("smollm2-135m-instruct-q8_0.gguf", Refusal.Reason.CUT_SHORT),
            refused("whale-7b.gguf", Refusal.Reason.UNKNOWN_LAYOUT),
            refused("qwen3-0.6b-q4_k_m.gguf", Refusal.Reason.CHANGED)));
    screen.with(activity -> Picture.coverWithBars(activity.getWindow().getDecorView()));
    screen.settle();
    screen.with(activity -> CardPictureTest.scrollToEnd(activity.findViewById(R.id.models)));
    screen.settle();
    gallery.take(screen, "refused-contents", R.id.storage_free, R.id.storage_bar);
    set(jobs, List.of());
    keepSource();
    gallery.take(screen, "models-kept", R.id.storage_free, R.id.storage_bar);
    screen.with(activity -> ((MainActivity) activity).openModel(LONG_NAME));
    screen.with(activity -> Picture.coverWithBars(activity.getWindow().getDecorView()));
    screen.settle();
    screen.with(
        activity -> {
          View end = activity.findViewById(R.id.delete_model);
          end.requestRectangleOnScreen(new Rect(0, 0, end.getWidth(), end.getHeight()), true);
        });
    screen.settle();
    gallery.take(screen, "source-kept");
    screen.click(R.id.delete_source);
    gallery.takeSheet(screen, "delete-source");
    screen.closeDialog();
    screen.click(R.id.page_back);
  }

  /** A model with a name that no line has room for, converted from a download that is kept. */
  private void keepSource() {
    LiveData<LibraryState> library = screen.app().scope().shelf().library().state();
    LibraryState before = Objects.requireNonNull(library.getValue(), "library");
    ModelCard.Shape shape = new ModelCard.Shape(30, 576, 9, 3, 23_040);
    ModelCard card =
        new ModelCard(
            LONG_NAME,
            LONG_NAME,
            138_000_000L,
            "5a12".repeat(16),
            "llama",
            "int8-per-channel",
            shape,
            134_515_008,
            2_048,
            379_000_000L,
            "Apache-2.0",
            LONG_NAME + ".gguf",
            "77e0".repeat(16),
            Samples.NOW_MS);
    List<ModelCard> cards = new ArrayList<>(before.models());
    cards.add(1, card);
    Map<String, Long> sources = Map.of(card.id(), 145_000_000L);
    set(
        library,
        new LibraryState(cards, before.defaultId(), before.speeds(), sources, before.room()));
  }

  private void settings(Gallery gallery) throws IOException {
    screen.click(R.id.open_settings);
    choose(gallery, R.string.theme, "choose-theme");
    choose(gallery, R.string.language, "choose-language");
    choose(gallery, R.string.processor, "choose-processor");
    shadowOf(screen.app()).checkActivities(true); // there is none that picks files
    tap(R.string.chats_add);
    gallery.take(screen, "no-picker");
    SampleFiles files = Robolectric.buildContentProvider(SampleFiles.class).create("samples").get();
    Path cut = folder.newFile("chats.json").toPath();
    Files.write(cut, "{\"format\": \"ember-chats\", \"version\": 1, \"chats\": [".getBytes(UTF_8));
    files.offer(cut);
    screen.with(activity -> ((MainActivity) activity).addChatsFrom(FILE));
    screen.settle();
    gallery.take(screen, "chats-damaged");
  }

  private void choose(Gallery gallery, int row, String name) throws IOException {
    tap(row);
    gallery.takeSheet(screen, name);
    screen.closeDialog();
  }

  private void tap(int words) {
    screen.with(
        activity -> {
          ArrayList<View> found = new ArrayList<>();
          activity
              .findViewById(R.id.settings)
              .findViewsWithText(found, activity.getString(words), View.FIND_VIEWS_WITH_TEXT);
          View row = found.get(0);
          while (!row.hasOnClickListeners()) {
            row = (View) row.getParent();
          }
          row.performClick();
        });
    screen.settle();
  }

  private static JobState metered() {
    return new JobState(
        job("smollm2-135m-instruct-q8_0.gguf", JobRecord.Status.RUNNING, null),
        new JobProgress(JobProgress.Step.DOWNLOADING, CAME, WHOLE, 0, JobProgress.Pause.METERED));
  }

  private static JobState inLine() {
    return new JobState(job("qwen3-0.6b-q4_k_m.gguf", JobRecord.Status.WAITING, null), null);
  }

  private static JobState refused(String title, Refusal.Reason reason) {
    String detail =
        reason == Refusal.Reason.UNKNOWN_LAYOUT
            ? "general.architecture: expected one of llama, qwen3 but found \"whale\""
            : "expected " + WHOLE + " bytes but found " + CAME;
    return new JobState(
        job(title, JobRecord.Status.REFUSED, new JobRecord.Fault(reason, WHOLE, CAME, detail)),
        null);
  }

  private static JobRecord job(
      String title, JobRecord.Status status, JobRecord.@Nullable Fault fault) {
    return new JobRecord(
        title,
        JobRecord.Kind.DOWNLOAD,
        title,
        "https://example.org/" + title,
        "",
        true,
        status,
        fault);
  }
}
