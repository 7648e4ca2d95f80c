package dev.ember.app.screens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.robolectric.Shadows.shadowOf;

import android.Manifest;
import android.graphics.Rect;
import android.net.Uri;
import android.view.View;
import android.view.ViewGroup;
import androidx.core.widget.NestedScrollView;
import androidx.lifecycle.LiveData;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.attach.AttachModel;
import dev.ember.app.chat.ChatFragment;
import dev.ember.app.chat.ChatViewModel;
import dev.ember.app.chat.VoiceModel;
import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.AnswerEnd;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.WhenFull;
import dev.ember.app.engine.LoadRisk;
import dev.ember.app.engine.ModelSource;
import dev.ember.app.engine.RiskyLoadException;
import dev.ember.app.jobs.JobRecord;
import dev.ember.app.jobs.JobState;
import dev.ember.app.library.Refusal;
import dev.ember.app.settings.Settings;
import dev.ember.app.voice.DictationState;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.decode.FinishReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
 * Cards, bars and notes that come between, with words and buttons for which a large font or a phone
 * on its side has little room. Where only a phone brings them about, what the screen is told of is
 * set.
 */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class CardPictureTest extends SixStyles {
  /** What {@link #tour} takes. */
  static final Set<String> ALL =
      Set.of(
          "edit",
          "attachment",
          "dictation",
          "choose-model",
          "three-quarters",
          "window-full",
          "window-narrowed",
          "load-killed",
          "little-memory",
          "little-memory-details",
          "not-saved",
          "processor-wrong",
          "refused",
          "catalogue",
          "last-backup");

  private static final String QUESTION = "How long does the light of the sun take to get here?";
  private static final String LONG =
      "A small lamp stood in the window of the last house by the sea. Every night it told the moon"
          + " what it had seen: a dog that would not go home, a girl who counted boats, a man who"
          + " sang to his bread. The moon listened and said nothing. One night it asked a question,"
          + " and the lamp had to think until the morning. What did the moon want to know, and what"
          + " did the lamp say?";

  private static final int NARROW = 128;
  private static final long NEEDED = 1_900_000_000L;
  private static final int SMALLER = 1024;
  private static final LoadRisk.Parts PARTS =
      new LoadRisk.Parts(1_500_000_000L, 100_000_000L, 300_000_000L);
  private static final LoadRisk LITTLE = new LoadRisk.LittleMemory(NEEDED, FREE, SMALLER, PARTS);
  private static final long MORE = 1_200_000_000L;
  private static final long SOME = 412_000_000L;
  private static final Uri FILE = Uri.parse("content://samples/1");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final FakeBackend words = new FakeBackend(ScriptedModel.config());

  @Before
  public void prepare() {
    holdStill();
    // Of the flavour with a network: tests have the manifest of the other.
    shadowOf(screen.app()).grantPermissions(Manifest.permission.INTERNET);
  }

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    ModelSamples.write(screen, folder.newFolder().toPath());
    screen.app().model(() -> ScriptedModel.engine(words));
    screen.launch();
    composer(gallery);
    cards(gallery);
    models(gallery);
    lastBackup(gallery);
    screen.click(R.id.page_back);
    load(() -> ScriptedModel.engine(words));
    new Overlays(screen, gallery).take();
    Set<String> all = new HashSet<>(ALL);
    all.addAll(Overlays.ALL);
    gallery.close(all);
  }

  /** The lines above the field, each alone. */
  private void composer(Gallery gallery) throws IOException {
    open(screen.stored(chats -> Samples.finished(chats, QUESTION, "About eight minutes.")));
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

  private void cards(Gallery gallery) throws IOException {
    load(() -> ScriptedModel.engine(words));
    open(screen.stored(CardPictureTest::threeQuarters));
    gallery.take(screen, "three-quarters");
    screen.click(R.id.back);

    long full = screen.stored(CardPictureTest::full);
    open(full);
    screen.send(LONG);
    screen.settle();
    gallery.take(screen, "window-full");
    screen.click(R.id.back);

    load(() -> narrowed(ScriptedModel.engine(words)));
    long empty = screen.stored(ChatRepository::createChat);
    open(empty);
    gallery.take(screen, "window-narrowed");
    screen.click(R.id.back);

    long chat =
        screen.stored(chats -> Samples.finished(chats, "Why is bread soft?", "Air is in it."));
    take(gallery, "load-killed", chat, died());
    take(gallery, "little-memory", chat, LITTLE);
    risk(chat, LITTLE);
    screen.click(R.id.failure_details);
    gallery.takeSheet(screen, "little-memory-details");
    screen.closeDialog();
    screen.click(R.id.back);
    load(() -> ScriptedModel.engine(words));
    open(chat);
    LiveData<@Nullable String> fault = screen.app().scope().repository().storageFault();
    set(fault, "database or disk is full (code 13 SQLITE_FULL)");
    gallery.take(screen, "not-saved");
    screen.with(
        activity -> screen.app().scope().repository().submit(() -> {})); // it takes it again
    screen.settle();
    screen.click(R.id.back);

    load(new WrongModel(words));
    open(chat);
    gallery.take(screen, "processor-wrong");
    screen.click(R.id.back);
  }

  /** A chat of which the meter begins to warn. */
  private static long threeQuarters(ChatRepository chats) {
    String answer = "It asked who lights the lamp.";
    int written = answer.length() + 1;
    int read = ScriptedModel.CONTEXT * 3 / 4 - written;
    AnswerCost cost = new AnswerCost(FinishReason.STOP, read, 0, 120_000_000L, 1_000_000_000L);
    long chat = chats.createChat();
    chats
        .turns()
        .finish(
            Samples.ask(chats, chat, LONG),
            new AnswerEnd(MessageStatus.COMPLETE, answer, written, cost, null, null));
    return chat;
  }

  private static long full(ChatRepository chats) {
    long chat = Samples.finished(chats, LONG, "It asked who lights the lamp.");
    chats.setWhenFull(chat, WhenFull.STOP);
    return chat;
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
    risk(chat, risk);
    gallery.take(screen, name);
    screen.click(R.id.back);
  }

  private void risk(long chat, LoadRisk risk) {
    load(
        () -> {
          throw new RiskyLoadException(risk, "details for a report");
        });
    open(chat);
  }

  /** Three models that were not taken, and where to get others. */
  private void models(Gallery gallery) throws IOException {
    screen.click(R.id.nav_models);
    set(
        screen.app().scope().shelf().jobs().all(),
        List.of(
            refused("smollm2-135m-instruct-q8_0.gguf", Refusal.Reason.WRONG_HASH),
            refused("qwen3-0.6b-q4_k_m.gguf", Refusal.Reason.NO_SPACE),
            refused("llama-3.2-1b-q4_k_m.gguf", Refusal.Reason.NETWORK)));
    // The system's bars take some of the height: with them the end lies elsewhere.
    screen.with(activity -> Picture.coverWithBars(activity.getWindow().getDecorView()));
    screen.settle();
    screen.with(activity -> scrollToEnd(activity.findViewById(R.id.models)));
    screen.settle();
    gallery.take(screen, "refused", R.id.storage_free, R.id.storage_bar);
    screen.click(R.id.add_model);
    Picture.coverWithBars(screen.dialog());
    screen.settle();
    showCatalogue(screen.dialog());
    screen.settle();
    gallery.takeSheet(screen, "catalogue", R.id.storage_free, R.id.storage_bar);
  }

  /** The end of the settings, where everything was once written to a backup. */
  private void lastBackup(Gallery gallery) throws IOException {
    screen.closeDialog();
    Settings.of(screen.app()).setLastBackupMs(Samples.NOW_MS - TimeUnit.DAYS.toMillis(2));
    screen.click(R.id.open_settings);
    screen.with(activity -> Picture.coverWithBars(activity.getWindow().getDecorView()));
    screen.settle();
    screen.with(
        activity -> {
          View rows = activity.findViewById(R.id.settings);
          ((View) rows.getParent()).scrollTo(0, rows.getHeight());
        });
    gallery.take(screen, "last-backup");
  }

  static void scrollToEnd(RecyclerView rows) {
    rows.scrollToPosition(Objects.requireNonNull(rows.getAdapter(), "rows").getItemCount() - 1);
  }

  /** To the sheet's end, where its first rows would not be in sight. */
  private static void showCatalogue(View decor) {
    ViewGroup catalogue = decor.findViewById(R.id.catalogue);
    View row = catalogue.getChildAt(0);
    Rect seen = new Rect();
    if (!row.getGlobalVisibleRect(seen) || seen.height() < row.getHeight()) {
      View page = catalogue;
      while (!(page instanceof NestedScrollView)) {
        page = (View) page.getParent();
      }
      page.scrollTo(0, ((ViewGroup) page).getChildAt(0).getHeight());
    }
  }

  private static JobState refused(String title, Refusal.Reason reason) {
    String detail = reason == Refusal.Reason.WRONG_HASH ? "expected 5a12 but found 77e0" : "";
    JobRecord.Fault fault = new JobRecord.Fault(reason, MORE, SOME, detail);
    return new JobState(
        new JobRecord(
            title,
            JobRecord.Kind.DOWNLOAD,
            title,
            "https://example.org/" + title,
            "",
            false,
            JobRecord.Status.REFUSED,
            fault),
        null);
  }
}
