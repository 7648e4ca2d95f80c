package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Activity;
import android.os.Looper;
import android.os.SystemClock;
import android.view.View;
import android.widget.EditText;
import android.widget.TextView;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.engine.BuiltInModel;
import dev.ember.app.markdown.MarkdownView;
import dev.ember.inference.Engine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.Shadows;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/**
 * Paints every screen in light, dark, Chinese and with a font of 200 %, and finds text that is cut
 * off. The chat and the growing answer are the real model's; the other chats are {@link Samples}.
 *
 * <p>The pictures go to {@code target/screenshots}; with {@code
 * -Dember.screenshots=../docs/screenshots} they replace those of the documentation.
 */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = "w411dp-h891dp-xhdpi")
public final class ScreenshotTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("ember.screenshots", "target/screenshots"));

  /** Keeps the repository light. */
  private static final long MOST_BYTES = 220_000;

  /** An empty page has a handful: page, bar, composer. */
  private static final int FEWEST_COLORS = 40;

  private static final int STREAMED_TOKENS = 24;
  private static final float LARGE_FONT = 2;

  @Rule public final ScreenRule screen = new ScreenRule();

  private @Nullable PausingBackend backend;

  @Before
  public void setClockAndModel() {
    SystemClock.setCurrentTimeMillis(Samples.NOW_MS);
    screen.app().clock(() -> Samples.NOW_MS - TimeUnit.DAYS.toMillis(3));
    screen.app().model(this::openModel);
  }

  private Engine openModel() throws IOException {
    Engine real = new BuiltInModel(screen.app()).open();
    backend = new PausingBackend(real.backend());
    return new Engine(real.manifest(), real.tokenizer(), real.template(), backend);
  }

  @Test
  public void screens_light() throws IOException {
    paintAll("light");
  }

  @Test
  @Config(qualifiers = "+night")
  public void screens_dark() throws IOException {
    paintAll("dark");
  }

  @Test
  @Config(qualifiers = "zh-rCN-w411dp-h891dp-xhdpi")
  public void screens_chinese() throws IOException {
    paintAll("chinese");
  }

  @Test
  public void screens_largeFont() throws IOException {
    RuntimeEnvironment.setFontScale(LARGE_FONT);
    paintAll("font-200");
  }

  private void paintAll(String style) throws IOException {
    screen.launch();
    paint("no-chats", style);
    screen.click(R.id.empty_new_chat);
    paint("first-start", style);
    paintStreaming(style);
    paint("chat", style);
    screen.click(R.id.preset);
    paintSheet("sampling", style);
    screen.closeDialog();
    screen.openSystemPrompt();
    paintSheet("system-prompt", style);
    screen.closeDialog();
    screen.click(R.id.back);

    Samples.write(screen);
    screen.settle();
    paint("chats", style);
    paintListStates(style);
    openChat("How do I sort words by length in Java?");
    paint("markdown", style);
    screen.click(R.id.meter_block);
    paintSheet("window", style);
    screen.closeDialog();
    screen.click(R.id.back);
    openChat("Why is the sky blue?");
    paint("interrupted", style);
    screen.click(R.id.back);
    openChat("Tell me a story about a lamp that can talk.");
    paint("cut-line", style);
    screen.click(R.id.back);
    paintLoadFailed(style);
  }

  private void paintListStates(String style) throws IOException {
    screen.with(activity -> ((EditText) activity.findViewById(R.id.list_search)).setText("cow"));
    screen.settle();
    paint("search", style);
    screen.click(R.id.search_clear);
    screen.with(
        activity -> {
          row(activity, "What do cows eat?").performLongClick();
          row(activity, "Why is the sky blue?").performLongClick();
        });
    screen.settle();
    paint("selection", style);
    screen.click(R.id.selection_close);
  }

  private void paintStreaming(String style) throws IOException {
    PausingBackend model = Objects.requireNonNull(backend, "loaded model");
    screen.send("Hello, how are you?");
    screen.settle();
    model.pauseAfter(STREAMED_TOKENS);
    screen.send("Tell me a story about a lamp that can talk.");
    screen.settleAround();
    screen.with(activity -> ((EditText) activity.findViewById(R.id.field)).setText("And then"));
    MarkdownView growing = screen.read(ScreenshotTest::lastAnswer);
    assertThat(growing.growing()).isTrue();
    assertThat(growing.source().length()).isPositive();
    paint("streaming", style);
    screen.with(activity -> ((EditText) activity.findViewById(R.id.field)).setText(""));
    model.goOn();
    screen.settle();
  }

  private static MarkdownView lastAnswer(Activity activity) {
    RecyclerView rows = activity.findViewById(R.id.messages);
    return rows.getChildAt(rows.getChildCount() - 1).findViewById(R.id.answer);
  }

  /** As a phone does when it comes back with a file that the flash has spoiled. */
  private void paintLoadFailed(String style) throws IOException {
    screen.app().model(ScreenshotTest::missing);
    screen.with(activity -> screen.app().scope().engine().close());
    screen.settle();
    openChat("What do cows eat?");
    paint("load-failed", style);
  }

  private static Engine missing() throws IOException {
    throw new FileNotFoundException("ember-tiny.ember: expected 3,402,112 bytes but found 0");
  }

  private void openChat(String title) {
    screen.with(activity -> row(activity, title).performClick());
    screen.settle();
  }

  /** The first row of the list with that title. */
  private static View row(Activity activity, String title) {
    RecyclerView rows = activity.findViewById(R.id.chats);
    for (int i = 0; i < rows.getChildCount(); i++) {
      TextView name = rows.getChildAt(i).findViewById(R.id.chat_title);
      if (name != null && name.getText().toString().equals(title)) {
        return rows.getChildAt(i);
      }
    }
    throw new AssertionError("expected a row " + title);
  }

  private void paint(String name, String style) throws IOException {
    screen.with(activity -> Picture.coverWithBars(activity.getWindow().getDecorView()));
    screen.settleAround();
    check(name, style, screen.read(activity -> Picture.of(activity, null)));
    List<String> clipped = screen.read(activity -> ClippedText.find(root(activity)));
    assertThat(clipped).as(name).isEmpty();
  }

  private void paintSheet(String name, String style) throws IOException {
    Picture.coverWithBars(screen.dialog());
    Shadows.shadowOf(Looper.getMainLooper()).idle();
    screen.settle();
    check(name, style, screen.read(activity -> Picture.of(activity, screen.dialog())));
    assertThat(ClippedText.find(screen.dialog())).as(name).isEmpty();
  }

  private static View root(Activity activity) {
    return activity.findViewById(R.id.screen);
  }

  private static void check(String name, String style, Picture picture) throws IOException {
    Path file = FOLDER.resolve(name + "-" + style + ".png");
    picture.write(file);
    assertThat(picture.colors()).as(name).isGreaterThan(FEWEST_COLORS);
    assertThat(Files.size(file)).as(name).isLessThan(MOST_BYTES);
  }
}
