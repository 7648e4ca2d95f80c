package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.content.Intent;
import android.net.Uri;
import android.view.HapticFeedbackConstants;
import android.view.View;
import androidx.core.view.HapticFeedbackConstantsCompat;
import androidx.test.platform.app.InstrumentationRegistry;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import dev.ember.app.settings.Settings;
import dev.ember.inference.backend.FakeBackend;
import java.io.FileNotFoundException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What a finger feels: errors that are new, and each token that is drawn. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = "w411dp-h891dp-xhdpi")
public final class FeelTest {
  private static final int NOTHING = -1;

  @Rule public final ScreenRule screen = new ScreenRule();

  @Test
  public void model_doesNotLoad_isFeltOnceAndNotAgainAfterARotation() {
    screen.app().model(() -> ScriptedModel.engine(new FakeBackend(ScriptedModel.config())));
    screen.launch();
    screen.click(R.id.empty_new_chat);
    assertThat(felt(R.id.messages)).isEqualTo(NOTHING);
    screen
        .app()
        .model(
            () -> {
              throw new FileNotFoundException("gone");
            });
    screen.with(activity -> screen.app().scope().engine().relieveMemory());
    screen.settle();
    screen.send("Hello");
    screen.settle();
    assertThat(felt(R.id.messages)).isEqualTo(HapticFeedbackConstantsCompat.REJECT);

    screen.scenario().recreate();
    screen.settle();
    assertThat(felt(R.id.messages)).isEqualTo(NOTHING);
  }

  @Test
  public void model_doesNotLoad_hapticsOff_isNotFelt() {
    Settings.of(screen.app()).set(Settings.Switch.HAPTICS, false);
    screen.launch();
    screen.click(R.id.empty_new_chat); // whose model is missing
    screen.send("Hello");
    screen.settle();
    assertThat(felt(R.id.messages)).isEqualTo(NOTHING);
  }

  @Test
  public void sharedFile_notOffered_isFelt() {
    screen.launch();
    Intent file =
        new Intent(Intent.ACTION_VIEW)
            .setDataAndType(Uri.parse("file:///etc/hosts"), "application/octet-stream");
    screen.with(
        activity -> {
          Intent launch = activity.getIntent();
          InstrumentationRegistry.getInstrumentation().callActivityOnNewIntent(activity, file);
          activity.setIntent(launch); // by which the scenario knows its activity
        });
    screen.settle();
    assertThat(lastOf(screen.read(activity -> activity.findViewById(R.id.screen))))
        .isEqualTo(HapticFeedbackConstantsCompat.REJECT);
  }

  @Test
  public void tokens_drawn_tickAndOneTakenBackDoesNot() {
    screen.app().model(WordModel::engine);
    screen.launch();
    screen.with(
        activity ->
            ((MainActivity) activity)
                .openInside(InsideScreen.ONE_TOKEN, InsideText.of("This morning 8")));
    screen.settle();
    assertThat(felt(R.id.step_candidates)).isEqualTo(NOTHING);
    screen.click(R.id.step_forward);
    assertThat(felt(R.id.step_candidates)).isEqualTo(tick());
    forget(R.id.step_candidates);
    screen.click(R.id.step_back);
    assertThat(felt(R.id.step_candidates)).isEqualTo(HapticFeedbackConstants.NO_HAPTICS);
    screen.click(R.id.step_forward);
    assertThat(felt(R.id.step_candidates)).isEqualTo(tick());
  }

  private static int tick() {
    return HapticFeedbackConstantsCompat.SEGMENT_FREQUENT_TICK;
  }

  /** What the page that has a view of this id was last asked to let feel. */
  private int felt(int id) {
    return lastOf(page(id));
  }

  /** Another feeling in between, which the app itself never has. */
  private void forget(int id) {
    View page = page(id);
    screen.with(activity -> page.performHapticFeedback(HapticFeedbackConstants.NO_HAPTICS));
  }

  private static int lastOf(View view) {
    return shadowOf(view).lastHapticFeedbackPerformed();
  }

  /** The fragment's own view: the child of the window's screen that holds the view. */
  private View page(int id) {
    return screen.read(
        activity -> {
          View found = activity.findViewById(id);
          while (((View) found.getParent()).getId() != R.id.screen) {
            found = (View) found.getParent();
          }
          return found;
        });
  }
}
