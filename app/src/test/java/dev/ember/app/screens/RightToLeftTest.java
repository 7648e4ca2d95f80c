package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.view.View;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.journey.AccessibilityAssertion;
import dev.ember.app.main.MainActivity;
import dev.ember.app.settings.SettingsPage;
import dev.ember.inference.backend.FakeBackend;
import java.io.IOException;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** The app in a language that is written from right to left; its words stay English. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = RightToLeftTest.MIRRORED)
public final class RightToLeftTest {
  static final String MIRRORED = "ar-ldrtl-w411dp-h891dp-xhdpi";

  @Rule public final ScreenRule screen = new ScreenRule();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Before
  public void script() {
    FakeBackend backend = new FakeBackend(ScriptedModel.config());
    screen.app().model(() -> ScriptedModel.engine(backend));
    Samples.write(screen);
  }

  @Test
  public void chat_isMirrored() {
    screen.launchChat();
    assertThat(onTheRight(R.id.back)).as("the way back").isTrue();
    assertThat(onTheRight(R.id.more)).as("the menu").isFalse();
    assertThat(onTheRight(R.id.send)).as("the button that sends").isFalse();
    assertThat(onTheRight(R.id.question)).as("what was asked").isFalse();
    assertSound();
  }

  @Test
  public void list_isMirrored() {
    screen.launch();
    assertThat(onTheRight(R.id.chat_title)).isTrue();
    assertThat(onTheRight(R.id.chat_time)).isFalse();
    assertThat(onTheRight(R.id.new_chat)).isFalse();
    assertSound();
  }

  @Test
  public void code_inAnAnswer_staysLeftToRight() {
    screen.launch();
    screen.with(
        activity -> {
          View pinned = activity.findViewById(R.id.chat_row);
          pinned.performClick(); // the chat with code is pinned, so it is the first
        });
    screen.settle();
    assertThat(
            screen.<Integer>read(
                activity -> activity.findViewById(R.id.code_text).getTextDirection()))
        .isEqualTo(View.TEXT_DIRECTION_LTR);
  }

  @Test
  public void pagesOfModelsAndSettings_areSound() throws IOException {
    ModelSamples.write(screen, folder.newFolder().toPath());
    screen.launch();
    screen.click(R.id.nav_models);
    assertSound();
    screen.click(R.id.model_row);
    assertThat(onTheRight(R.id.page_back)).isTrue();
    assertSound();
    screen.click(R.id.page_back);
    screen.click(R.id.add_model);
    assertSound(screen.dialog());
    screen.closeDialog();
    screen.click(R.id.open_settings);
    assertSound();
    for (SettingsPage page : SettingsPage.values()) {
      screen.with(activity -> ((MainActivity) activity).open(page));
      screen.settle();
      assertSound();
      screen.click(R.id.page_back);
    }
  }

  @Test
  public void sheetsOfAChat_areSound() {
    screen.launchChat();
    for (int opener : new int[] {R.id.title_block, R.id.preset, R.id.meter_block, R.id.why}) {
      screen.click(opener);
      assertSound(screen.dialog());
      screen.closeDialog();
    }
    screen.openSystemPrompt();
    assertSound(screen.dialog());
  }

  @Test
  public void screensInside_areSound() {
    screen.launch();
    for (InsideScreen page : InsideScreen.values()) {
      screen.with(
          activity -> ((MainActivity) activity).openInside(page, InsideText.of("The lamp talks.")));
      screen.settle();
      assertSound();
    }
  }

  private void assertSound(View window) {
    screen.with(
        activity -> {
          assertThat(ClippedText.find(window)).isEmpty();
          AccessibilityAssertion.check(window);
        });
  }

  private void assertSound() {
    screen.with(
        activity -> {
          View window = activity.getWindow().getDecorView();
          assertThat(ClippedText.find(window)).isEmpty();
          AccessibilityAssertion.check(window);
        });
  }

  private boolean onTheRight(int id) {
    return screen.read(
        activity -> {
          View view = activity.findViewById(id);
          int[] place = new int[2];
          view.getLocationInWindow(place);
          int middle = place[0] + view.getWidth() / 2;
          return middle > activity.getWindow().getDecorView().getWidth() / 2;
        });
  }
}
