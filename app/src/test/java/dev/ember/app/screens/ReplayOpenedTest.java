package dev.ember.app.screens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import com.google.android.material.slider.Slider;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.replay.Replay;
import dev.ember.inference.replay.ReplayJson;
import dev.ember.inference.sample.SamplingOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowDialog;

/** A replay that another app gives, whatever becomes of the window meanwhile. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class ReplayOpenedTest {
  private static final Uri FILE = Uri.parse("content://another.app/replay.json");

  /** More than the sliders reach: files and models may have what they like. */
  private static final int TOP_K = 500;

  @Rule public final ScreenRule screen = new ScreenRule();

  private ActivityController<MainActivity> window;

  @Before
  public void start() {
    FakeBackend model = new FakeBackend(ScriptedModel.config());
    model.script(tokens -> next(tokens[tokens.length - 1]));
    screen.app().model(() -> ScriptedModel.engine(model));
    window = Robolectric.buildActivity(MainActivity.class).setup();
    screen.settle();
  }

  @After
  public void close() {
    window.pause().stop().destroy();
  }

  /** It says "and" whenever it is asked. */
  private static int next(int last) {
    return switch (last) {
      case 'a' -> 'n';
      case 'n' -> 'd';
      case 'd' -> SmallTokenizer.IM_END;
      default -> 'a';
    };
  }

  private static String replay(String fingerprint) throws IOException {
    return replay(fingerprint, "another phone");
  }

  private static String replay(String fingerprint, String backend) throws IOException {
    SamplingOptions sampling = new SamplingOptions(0.7f, TOP_K, 0.92f, 0, 1, 0, 5);
    return ReplayJson.write(
        new Replay(
            fingerprint,
            backend,
            List.of((int) 'H', (int) 'i'),
            new GenerationOptions(sampling, 8, List.of()),
            List.of((int) 'a', (int) 'n', (int) 'd'),
            "and",
            FinishReason.STOP));
  }

  private String fingerprint() throws IOException {
    AppScope.Shelf shelf = screen.app().scope().shelf();
    String id = shelf.library().defaultId();
    try (dev.ember.inference.bundle.Bundle bundle =
        dev.ember.inference.bundle.Bundle.openInstalled(shelf.models().bundleOf(id))) {
      return bundle.fingerprint();
    }
  }

  /** Another app gives the file; nothing has been done with it yet. */
  private void give(String replay) {
    shadowOf(window.get().getContentResolver())
        .registerInputStreamSupplier(FILE, () -> new ByteArrayInputStream(replay.getBytes(UTF_8)));
    window.newIntent(new Intent(Intent.ACTION_VIEW).setDataAndType(FILE, "application/json"));
  }

  private void dieAndComeBack(Runnable between) {
    Bundle state = SavedState.requireTaken(window);
    window.destroy();
    between.run();
    window = Robolectric.buildActivity(MainActivity.class).setup(state);
    screen.settle();
  }

  private static CountDownLatch busy(AppScope scope) {
    CountDownLatch over = new CountDownLatch(1);
    scope
        .executors()
        .offers()
        .execute(
            () -> {
              try {
                over.await();
              } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts a test", e);
              }
            });
    return over;
  }

  private String inSheet(int id) {
    return ((TextView) screen.dialog().findViewById(id)).getText().toString();
  }

  private View find(int id) {
    return window.get().findViewById(id);
  }

  @Test
  public void file_windowTurnedWhileItIsRead_isShown() throws IOException {
    CountDownLatch busy = busy(screen.app().scope());
    give(replay(fingerprint()));
    window.recreate();
    busy.countDown();
    screen.settle();
    assertThat(inSheet(R.id.why_title)).isEqualTo(window.get().getString(R.string.why_of, "a"));
    assertThat(screen.dialog().findViewById(R.id.why_result).isShown()).isTrue();
  }

  @Test
  public void file_processDiesBeforeItIsRead_isShown() throws IOException {
    CountDownLatch busy = busy(screen.app().scope());
    give(replay(fingerprint()));
    dieAndComeBack(busy::countDown);
    assertThat(screen.dialog().findViewById(R.id.why_result).isShown()).isTrue();

    screen.closeDialog();
    ShadowDialog.reset();
    dieAndComeBack(() -> {});
    assertThat(ShadowDialog.getLatestDialog()).as("who has seen it is not shown it again").isNull();
  }

  @Test
  public void replay_wordAskedAndWindowTurnedOrProcessDead_isAtThatWord() throws IOException {
    give(replay(fingerprint()));
    screen.settle();
    String first = inSheet(R.id.why_title);
    screen.dialog().findViewById(R.id.why_after).performClick();
    screen.settle();
    String second = inSheet(R.id.why_title);
    assertThat(second).isNotEqualTo(first);

    window.recreate();
    screen.settle();
    assertThat(inSheet(R.id.why_title)).isEqualTo(second);
    dieAndComeBack(() -> {});
    assertThat(inSheet(R.id.why_title)).isEqualTo(second);
  }

  @Test
  public void replay_leadsToOneTokenAtATimeAtItsWordWithItsSettings() throws IOException {
    give(replay(fingerprint()));
    stepsOnFromTheSecondWord();
    assertThat(find(R.id.step_forward).isEnabled()).isTrue();
    Slider topK = find(R.id.step_top_k).findViewById(R.id.step_slider);
    assertThat(topK.getValue()).isEqualTo(topK.getValueTo());
    assertThat(((TextView) find(R.id.step_top_k).findViewById(R.id.step_slider_value)).getText())
        .hasToString(String.valueOf(TOP_K));

    dieAndComeBack(() -> {});
    find(R.id.step_forward).performClick();
    screen.settle();
    assertThat(text().toString()).contains("so far: an.");
  }

  /** What its screen keeps of the last word's place: the app's name of the model, and no text. */
  private String kept(String backend) throws IOException {
    Replay given = ReplayJson.read("given", replay(fingerprint(), backend));
    return ReplayJson.write(
        new Replay(
            screen.app().scope().shelf().library().defaultId(),
            backend,
            given.prompt(),
            given.options(),
            given.answer(),
            "",
            FinishReason.CANCELLED));
  }

  @Test
  public void replay_longerThanAScreenKeeps_isRefusedWithItsLengthAndTheLongest()
      throws IOException {
    int most = InsideText.Replayed.MOST_CHARS;
    String longest = "x".repeat(most - kept("").length());
    assertThat(kept(longest)).hasSize(most);
    give(replay(fingerprint(), longest + "x"));
    screen.settle();
    assertThat(screen.dialog().findViewById(R.id.why_result).isShown()).isFalse();
    assertThat(inSheet(R.id.why_state))
        .contains("at most " + most + " characters but found " + (most + 1));

    screen.closeDialog();
    ShadowDialog.reset();
    give(replay(fingerprint(), longest));
    stepsOnFromTheSecondWord();
  }

  private void stepsOnFromTheSecondWord() {
    screen.settle();
    screen.dialog().findViewById(R.id.why_after).performClick();
    screen.settle();
    screen.dialog().findViewById(R.id.why_step).performClick();
    screen.settle();
    assertThat(text()).endsWith("so far: a");
  }

  private CharSequence text() {
    ViewGroup run = (ViewGroup) find(R.id.step_first);
    return run.findViewById(R.id.step_text).getContentDescription();
  }

  @Test
  @Config(qualifiers = TwoPanesTest.TABLET)
  public void replay_inAWideWindow_standsBesideTheListUntilItIsClosed() throws IOException {
    give(replay(fingerprint()));
    screen.settle();
    assertThat(ShadowDialog.getLatestDialog()).as("nothing lies over the list").isNull();
    assertThat(find(R.id.why_result).isShown()).isTrue();
    assertThat(find(R.id.empty).isShown()).isTrue();

    window.recreate();
    screen.settle();
    assertThat(find(R.id.why_result).isShown()).isTrue();
    find(R.id.nav_inside).performClick();
    screen.settle();
    assertThat(find(R.id.why_result).isShown()).as("it is of no chat").isTrue();

    window.get().onBackPressed();
    screen.settle();
    assertThat(find(R.id.why_title)).isNull();
  }

  @Test
  @Config(qualifiers = TwoPanesTest.TABLET)
  public void replay_inAWideWindowThatBecomesNarrow_liesOverIt() throws IOException {
    give(replay(fingerprint()));
    screen.settle();
    RuntimeEnvironment.setQualifiers(ScreenshotTest.PHONE);
    window.recreate();
    screen.settle();
    assertThat(screen.dialog().findViewById(R.id.why_result).isShown()).isTrue();
  }
}
