package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.graphics.Rect;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.inference.backend.FakeBackend;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/**
 * Who goes through a screen without seeing it gets from what stands first to what stands last:
 * through the tree of views, as TalkBack and a keyboard do where nothing says otherwise, each stop
 * lies below the one before it, or beside it in the direction of reading.
 */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class FocusOrderTest {
  private static final int TOUCH_TARGET_PX = 96; // 48 dp

  @Rule public final ScreenRule screen = new ScreenRule();

  @Before
  public void loadModel() {
    FakeBackend backend = new FakeBackend(ScriptedModel.config());
    screen.app().model(() -> ScriptedModel.engine(backend));
  }

  @Test
  public void list_ofChats_isInTheOrderOfReading() {
    Samples.write(screen);
    screen.launch();
    assertOrder(R.id.chat_row, R.id.new_chat, R.id.nav_models);
  }

  @Test
  public void chat_withAnAnswer_isInTheOrderOfReading() {
    Samples.write(screen);
    screen.launchChat();
    assertOrder(R.id.back, R.id.title_block, R.id.question, R.id.why, R.id.field, R.id.send);
  }

  @Test
  public void models_andOneOfThem_areInTheOrderOfReading() {
    screen.launch();
    screen.click(R.id.nav_models);
    assertOrder(R.id.storage_used, R.id.model_row, R.id.nav_chats);
    screen.click(R.id.model_row);
    assertOrder(R.id.page_back, R.id.page_title, R.id.speed_reading, R.id.memory_sum);
  }

  @Test
  public void settings_sections_areInTheOrderOfReading() {
    screen.launch();
    screen.click(R.id.nav_models);
    screen.click(R.id.open_settings);
    assertOrder(R.id.page_back, R.id.page_title);
  }

  @Test
  @Config(qualifiers = RightToLeftTest.MIRRORED)
  public void chat_rightToLeft_isInTheOrderOfReading() {
    Samples.write(screen);
    screen.launchChat();
    assertOrder(R.id.back, R.id.title_block, R.id.question, R.id.why, R.id.field, R.id.send);
  }

  @Test
  public void sheets_ofAChat_areInTheOrderOfReading() {
    Samples.write(screen);
    screen.launchChat();
    screen.click(R.id.preset);
    assertOrder(stops(screen.dialog()), R.id.sampling_title, R.id.preset_balanced);
    screen.closeDialog();
    screen.openSystemPrompt();
    assertOrder(stops(screen.dialog()), R.id.system_prompt_field);
  }

  @Test
  public void sheet_ofWhereModelsComeFrom_isInTheOrderOfReading() {
    screen.launch();
    screen.click(R.id.nav_models);
    screen.click(R.id.add_model);
    assertOrder(stops(screen.dialog()), R.id.add_file);
  }

  private void assertOrder(Integer... ids) {
    List<Stop> stops = screen.read(activity -> stops(activity.findViewById(R.id.content)));
    assertOrder(stops, ids);
  }

  private static void assertOrder(List<Stop> stops, Integer... ids) {
    assertThat(stops).extracting(Stop::id).containsSubsequence(ids);
    for (int i = 1; i < stops.size(); i++) {
      Stop before = stops.get(i - 1);
      Stop next = stops.get(i);
      assertThat(next.follows(before)).as("%s behind %s", next, before).isTrue();
    }
  }

  /** What can be stopped at, in the order of the tree. */
  private static List<Stop> stops(View root) {
    List<Stop> stops = new ArrayList<>();
    collect(root, stops);
    return stops;
  }

  private static void collect(View view, List<Stop> stops) {
    if (view.getVisibility() != View.VISIBLE
        || view.getImportantForAccessibility()
            == View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS) {
      return;
    }
    assertThat(view.getAccessibilityTraversalBefore()).isEqualTo(View.NO_ID);
    assertThat(view.getAccessibilityTraversalAfter()).isEqualTo(View.NO_ID);
    Rect place = new Rect();
    boolean inSight = view.getGlobalVisibleRect(place) && !place.isEmpty();
    if (inSight && isStop(view)) {
      stops.add(new Stop(view, place));
    }
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        collect(group.getChildAt(i), stops);
      }
    }
  }

  private static boolean isStop(View view) {
    boolean says = view instanceof TextView text && text.length() > 0;
    return view.getImportantForAccessibility() != View.IMPORTANT_FOR_ACCESSIBILITY_NO
        && (view.isFocusable() || says || view.getContentDescription() != null);
  }

  /** A view, and where it is on the screen. */
  private record Stop(View view, Rect place) {
    int id() {
      return view.getId();
    }

    /** Below, in it, or beside it where one reads on: in its line, or at the top of a column. */
    boolean follows(Stop before) {
      if (place.centerY() >= before.place.bottom || before.place.contains(place)) {
        return true;
      }
      boolean mirrored = view.getLayoutDirection() == View.LAYOUT_DIRECTION_RTL;
      boolean inItsLine = place.top < before.place.bottom && before.place.top < place.bottom;
      boolean further =
          mirrored ? place.right <= before.place.right : place.left >= before.place.left;
      boolean column =
          mirrored ? place.right <= before.place.left : place.left >= before.place.right;
      return (inItsLine && further) || (column && before.place.top - place.top < TOUCH_TARGET_PX);
    }

    @Override
    public String toString() {
      String name =
          view.getId() == View.NO_ID
              ? view.getClass().getSimpleName()
              : view.getResources().getResourceEntryName(view.getId());
      CharSequence words = view instanceof TextView text ? text.getText() : "";
      return name + " \"" + words + "\" " + place.toShortString();
    }
  }
}
