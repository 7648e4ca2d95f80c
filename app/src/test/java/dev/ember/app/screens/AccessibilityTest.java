package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.view.View;
import android.view.ViewGroup;
import android.widget.EditText;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.inference.backend.FakeBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** Whatever can be touched is large enough to hit and says what it is, on every screen. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(
    application = ScriptedApp.class,
    sdk = {26, 35},
    qualifiers = "w411dp-h891dp-xhdpi")
public final class AccessibilityTest {
  /** The highest byte of a resource's id says whose it is; of an id made at run time it is 0. */
  private static final int PACKAGE_SHIFT = 24;

  private static final int TOUCH_DP = 48;

  @Rule public final ScreenRule screen = new ScreenRule();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Before
  public void loadModel() {
    FakeBackend backend = new FakeBackend(ScriptedModel.config());
    screen.app().model(() -> ScriptedModel.engine(backend));
  }

  @Test
  public void noChats_isReachable() {
    screen.launch();
    assertReachable(1);
  }

  @Test
  public void chats_areReachable() {
    Samples.write(screen);
    screen.launch();
    assertReachable(2);
  }

  @Test
  public void models_areReachable() throws IOException {
    ModelSamples.write(screen, folder.newFolder().toPath());
    screen.launch();
    screen.click(R.id.nav_models);
    assertReachable(9);
  }

  @Test
  public void modelDetails_areReachable() throws IOException {
    ModelSamples.write(screen, folder.newFolder().toPath());
    screen.launch();
    screen.click(R.id.nav_models);
    screen.click(R.id.model_row);
    assertReachable(3);
  }

  @Test
  public void firstStart_isReachable() {
    screen.launch();
    screen.click(R.id.empty_new_chat);
    assertReachable(8);
  }

  @Test
  public void chat_isReachable() {
    Samples.write(screen);
    screen.launchChat();
    assertReachable(6);
  }

  @Test
  public void samplingSheet_isReachable() {
    screen.launch();
    screen.click(R.id.empty_new_chat);
    screen.click(R.id.preset);
    assertReachable(screen.dialog(), 16);
  }

  @Test
  public void systemPromptSheet_isReachable() {
    screen.launch();
    screen.click(R.id.empty_new_chat);
    screen.openSystemPrompt();
    assertReachable(screen.dialog(), 3);
  }

  private void assertReachable(int atLeast) {
    screen.with(activity -> assertReachable(activity.findViewById(R.id.screen), atLeast));
  }

  private static void assertReachable(View root, int atLeast) {
    List<View> touchables = new ArrayList<>();
    collect(root, touchables);
    assertThat(touchables).hasSizeGreaterThanOrEqualTo(atLeast);
    float density = root.getResources().getDisplayMetrics().density;
    for (View view : touchables) {
      assertThat(view.getHeight() / density)
          .as(name(view) + " height")
          .isGreaterThanOrEqualTo(TOUCH_DP);
      assertThat(view.getWidth() / density)
          .as(name(view) + " width")
          .isGreaterThanOrEqualTo(TOUCH_DP);
      assertThat(label(view)).as(name(view) + " label").isNotBlank();
    }
  }

  private static void collect(View view, List<View> touchables) {
    boolean isTextToSelect = view instanceof TextView text && text.isTextSelectable();
    if (view.getVisibility() != View.VISIBLE || isTextToSelect) {
      return;
    }
    boolean hidden = view.getImportantForAccessibility() == View.IMPORTANT_FOR_ACCESSIBILITY_NO;
    if (view.isClickable() && view.isEnabled() && !hidden) {
      touchables.add(view);
    }
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        collect(group.getChildAt(i), touchables);
      }
    }
  }

  /** What TalkBack has to say: a description, own words, or those of what is inside. */
  private static String label(View view) {
    if (view.getContentDescription() != null) {
      return view.getContentDescription().toString();
    }
    if (view instanceof EditText field) {
      return String.valueOf(field.getHint());
    }
    if (view instanceof TextView text) {
      return text.getText().toString();
    }
    StringBuilder inside = new StringBuilder();
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        inside.append(label(group.getChildAt(i)));
      }
    }
    return inside.toString();
  }

  private static String name(View view) {
    boolean nameless = view.getId() >>> PACKAGE_SHIFT == 0 || view.getId() == View.NO_ID;
    return nameless // without an id, or with one that was made while it ran
        ? view.getClass().getSimpleName()
        : view.getResources().getResourceEntryName(view.getId());
  }
}
