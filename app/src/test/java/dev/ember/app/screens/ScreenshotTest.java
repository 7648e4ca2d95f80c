package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.animation.ValueAnimator;
import android.app.Activity;
import android.os.Looper;
import android.os.SystemClock;
import android.view.View;
import android.widget.EditText;
import android.widget.TextView;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.markdown.MarkdownView;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/**
 * Every screen of the chats in six styles, compared with {@code docs/screenshots} ({@link
 * Gallery}). The model is a scripted one, for a real one may choose other words on other machines.
 */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class ScreenshotTest extends SixStyles {
  static final String PHONE = "w411dp-h891dp-xhdpi";
  static final String CHINESE = "zh-rCN-w411dp-h891dp-xhdpi";
  static final String LYING = "w891dp-h411dp-land-xhdpi";
  static final String TABLET = "w1280dp-h800dp-land-mdpi";
  static final float LARGE_FONT = 2;

  /** What {@link #tour} takes. */
  static final Set<String> ALL =
      Set.of(
          "no-chats",
          "first-start",
          "streaming",
          "chat",
          "sampling",
          "system-prompt",
          "chats",
          "search",
          "search-empty",
          "selection",
          "archive-empty",
          "archive",
          "markdown",
          "window",
          "interrupted",
          "cut-line",
          "load-failed");

  private static final int STREAMED_TOKENS = 60;

  /** An answer that is written is saved so often. */
  private static final Duration SAVED = Duration.ofMillis(500);

  /** A search waits so long for another letter. */
  private static final Duration SEARCH = Duration.ofMillis(150);

  private static final String GREETING = "Hello! I am fine. What would you like to talk about?";
  private static final String STORY =
      "Once there was a small lamp. It stood by the window, and every night it told the moon what"
          + " it had seen. One night the moon asked a question back.";

  /** What the inference library measured of itself says how fast this machine is. */
  static final String SPEEDS =
      "UPDATE messages SET cost_prefillNanos = 240000000, cost_decodeNanos = tokens * 80000000"
          + " WHERE cost_decodeNanos IS NOT NULL";

  private final FakeBackend words = new FakeBackend(ScriptedModel.config());
  private final PausingBackend backend = new PausingBackend(words);

  @Before
  public void setClockAndModel() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    ValueAnimator.setDurationScale(0); // the cursor pulses
    SystemClock.setCurrentTimeMillis(Samples.NOW_MS);
    screen.app().clock(() -> Samples.NOW_MS - TimeUnit.DAYS.toMillis(3));
    screen.app().nanoClock(backend::nanos);
    screen.app().model(() -> ScriptedModel.engine(backend));
  }

  /** A picture that no test takes would stay as it is, whatever becomes of the app. */
  @Test
  public void documentation_eachPicture_isTakenByATest() throws IOException {
    List<Set<String>> tours =
        List.of(
            ALL,
            PagesPictureTest.ALL,
            CardPictureTest.ALL,
            Overlays.ALL,
            InsidePictureTest.ALL,
            LabellerPictureTest.ALL,
            WhyPictureTest.ALL,
            StagesPictureTest.ALL,
            MeaningPictureTest.ALL,
            PositionsPictureTest.ALL,
            StatePictureTest.ALL,
            StepPictureTest.ALL,
            RarePictureTest.ALL);
    Set<String> taken = new TreeSet<>();
    for (String style : ALL_STYLES) {
      tours.forEach(tour -> tour.forEach(name -> taken.add(name + "-" + style)));
    }
    for (String style : STYLES) {
      StatePictureTest.PLAIN.forEach(name -> taken.add(name + "-" + style));
    }
    RightToLeftPictureTest.ALL.forEach(
        name -> taken.add(name + "-" + RightToLeftPictureTest.STYLE));
    assertThat(Gallery.documented()).isEqualTo(taken);
  }

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    screen.launch();
    gallery.take(screen, "no-chats");
    screen.click(R.id.empty_new_chat);
    gallery.take(screen, "first-start");
    stream(gallery);
    gallery.take(screen, "chat");
    screen.click(R.id.preset);
    gallery.takeSheet(screen, "sampling");
    screen.closeDialog();
    screen.openSystemPrompt();
    gallery.takeSheet(screen, "system-prompt");
    screen.closeDialog();
    screen.click(R.id.back);

    Samples.write(screen);
    screen.settle();
    gallery.take(screen, "chats");
    list(gallery);
    openChat("How do I sort words by length in Java?");
    gallery.take(screen, "markdown");
    screen.click(R.id.meter_block);
    gallery.takeSheet(screen, "window");
    screen.closeDialog();
    screen.click(R.id.back);
    openChat("Why is the sky blue?");
    gallery.take(screen, "interrupted");
    screen.click(R.id.back);
    openChat("Tell me a story about a lamp that can talk.");
    gallery.take(screen, "cut-line");
    screen.click(R.id.back);
    failToLoad(gallery);
    gallery.close(ALL);
  }

  private void list(Gallery gallery) throws IOException {
    search("cow");
    gallery.take(screen, "search");
    search("zebra");
    gallery.take(screen, "search-empty");
    screen.click(R.id.search_clear);
    for (String title : List.of("What do cows eat?", "Why is the sky blue?")) {
      reveal(title);
      screen.with(activity -> row(activity, title).performLongClick());
      screen.settle();
    }
    screen.with(activity -> rows(activity).scrollToPosition(0));
    screen.settle();
    gallery.take(screen, "selection");
    screen.click(R.id.selection_close);
    screen.openArchive();
    gallery.take(screen, "archive-empty");
    screen.app().execute("UPDATE chats SET archived = 1");
    screen.settle();
    gallery.take(screen, "archive");
    screen.app().execute("UPDATE chats SET archived = 0");
    screen.settle();
    screen.click(R.id.archive_back);
  }

  private void search(String query) {
    screen.with(activity -> ((EditText) activity.findViewById(R.id.list_search)).setText(query));
    shadowOf(Looper.getMainLooper()).idleFor(SEARCH);
    screen.settle();
  }

  private void stream(Gallery gallery) throws IOException {
    words.answer(SmallTokenizer.answer(GREETING));
    screen.send("Hello, how are you?");
    screen.settle();
    screen.app().execute(SPEEDS);
    words.answer(SmallTokenizer.answer(STORY));
    backend.pauseAfter(STREAMED_TOKENS);
    screen.send("Tell me a story about a lamp that can talk.");
    screen.settleAround(backend::stands);
    shadowOf(Looper.getMainLooper()).idleFor(SAVED); // the list beside the chat tells of a save
    screen.settleAround(backend::stands);
    screen.with(activity -> ((EditText) activity.findViewById(R.id.field)).setText("And then"));
    MarkdownView growing = screen.read(ScreenshotTest::lastAnswer);
    assertThat(growing.growing()).isTrue();
    assertThat(growing.source()).isNotEmpty();
    gallery.take(screen, "streaming");
    screen.with(activity -> ((EditText) activity.findViewById(R.id.field)).setText(""));
    backend.goOn();
    screen.settle();
    screen.app().execute(SPEEDS);
    screen.settle();
  }

  private static MarkdownView lastAnswer(Activity activity) {
    RecyclerView rows = activity.findViewById(R.id.messages);
    return rows.getChildAt(rows.getChildCount() - 1).findViewById(R.id.answer);
  }

  /** As a phone does when it comes back with a file that the flash has spoiled. */
  private void failToLoad(Gallery gallery) throws IOException {
    screen.app().model(ScreenshotTest::missing);
    screen.with(activity -> screen.app().scope().engine().close());
    screen.settle();
    openChat("What do cows eat?");
    gallery.take(screen, "load-failed");
  }

  private static Engine missing() throws IOException {
    throw new FileNotFoundException("ember-small.ember: expected 8,456,271 bytes but found 0");
  }

  private void openChat(String title) {
    reveal(title);
    screen.with(activity -> row(activity, title).performClick());
    screen.settle();
  }

  /** Scrolls to a row if need be. */
  private void reveal(String title) {
    int count = screen.read(activity -> rows(activity).getLayoutManager().getItemCount());
    for (int i = 0; i < count; i++) {
      if (screen.read(activity -> find(activity, title) != null)) {
        return;
      }
      int place = i;
      screen.with(activity -> rows(activity).scrollToPosition(place));
      screen.settle();
    }
    throw new AssertionError("expected a row " + title + " among " + count);
  }

  private static RecyclerView rows(Activity activity) {
    return activity.findViewById(R.id.chats);
  }

  private static View row(Activity activity, String title) {
    return Objects.requireNonNull(find(activity, title), title);
  }

  /** The first row of the list with that title. */
  private static @Nullable View find(Activity activity, String title) {
    RecyclerView rows = rows(activity);
    for (int i = 0; i < rows.getChildCount(); i++) {
      TextView name = rows.getChildAt(i).findViewById(R.id.chat_title);
      if (name != null && name.getText().toString().equals(title)) {
        return rows.getChildAt(i);
      }
    }
    return null;
  }
}
