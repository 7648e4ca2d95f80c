package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.view.View;
import androidx.fragment.app.FragmentActivity;
import com.google.android.material.chip.Chip;
import dev.ember.app.R;
import dev.ember.inference.backend.FakeBackend;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;
import org.robolectric.shadows.ShadowDialog;

/** What an impatient finger must not do. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(
    application = ScriptedApp.class,
    sdk = {26, 35},
    qualifiers = "w411dp-h891dp-xhdpi")
public final class SecondTapTest {
  @Rule public final ScreenRule screen = new ScreenRule();

  @Before
  public void script() {
    FakeBackend backend = new FakeBackend(ScriptedModel.config());
    screen.app().model(() -> ScriptedModel.engine(backend));
  }

  @Test
  public void newChat_tappedTwice_opensOneScreen() {
    screen.launch();
    screen.with(
        activity -> {
          View newChat = activity.findViewById(R.id.empty_new_chat);
          newChat.performClick();
          newChat.performClick();
        });
    screen.settle();

    int screens =
        screen.read(
            activity ->
                ((FragmentActivity) activity).getSupportFragmentManager().getBackStackEntryCount());
    assertThat(screens).isEqualTo(1);
  }

  @Test
  public void preset_tappedTwice_staysChosen() {
    openSampling();
    tapInSheet(R.id.preset_lively);
    tapInSheet(R.id.preset_lively);

    assertThat(screen.dialog().<Chip>findViewById(R.id.preset_lively).isChecked()).isTrue();
  }

  @Test
  public void longestAnswer_tappedTwice_asksOnce() {
    openSampling();
    View sheet = screen.dialog();
    int before = ShadowDialog.getShownDialogs().size();

    sheet.findViewById(R.id.longest_value).performClick();
    screen.settle();
    sheet.findViewById(R.id.longest_value).performClick();
    screen.settle();

    assertThat(ShadowDialog.getShownDialogs()).hasSize(before + 1);
  }

  private void openSampling() {
    screen.launch();
    screen.click(R.id.empty_new_chat);
    screen.click(R.id.preset);
  }

  private void tapInSheet(int id) {
    screen.dialog().findViewById(id).performClick();
    screen.settle();
  }
}
