package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.view.InputDevice;
import android.view.KeyEvent;
import android.view.MotionEvent;
import android.view.View;
import android.widget.EditText;
import android.widget.PopupWindow;
import android.widget.TextView;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.inference.backend.FakeBackend;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;
import org.robolectric.shadows.ShadowDialog;

/** A tablet, an unfolded phone, a window on a desktop: the list stays beside the chat. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = TwoPanesTest.TABLET)
public final class TwoPanesTest {
  static final String TABLET = "w1280dp-h800dp-land-mdpi";
  private static final String UNFOLDED_UPRIGHT = "w673dp-h841dp-port-mdpi";
  private static final String UNFOLDED_LYING = "w841dp-h673dp-land-mdpi";
  private static final String PHONE = "w411dp-h891dp-port-mdpi";
  private static final String PHONE_LYING = "w891dp-h411dp-land-mdpi";

  @Rule public final ScreenRule screen = new ScreenRule();

  @Before
  public void script() {
    FakeBackend backend = new FakeBackend(ScriptedModel.config());
    screen.app().model(() -> ScriptedModel.engine(backend));
    Samples.write(screen);
  }

  @Test
  public void tablet_noChatOpen_saysSoBesideTheList() {
    screen.launch();
    assertThat(shown(R.id.chats)).isTrue();
    assertThat(shown(R.id.no_chat)).isTrue();
    assertThat(shown(R.id.navigation)).isTrue();
  }

  @Test
  public void tablet_chatOpened_liesBesideTheListAndIsMarkedThere() {
    screen.launchChat();
    assertThat(shown(R.id.chats)).isTrue();
    assertThat(text(R.id.title)).isEqualTo(titleOfRow(0));
    assertThat(screen.<Integer>read(activity -> end(activity, R.id.chats)))
        .isLessThanOrEqualTo(screen.<Integer>read(activity -> start(activity, R.id.messages)));
    assertThat(marked(0)).isTrue();
    assertThat(marked(1)).isFalse();
  }

  @Test
  public void tablet_anotherChat_takesItsPlaceAndBackClosesIt() {
    screen.launchChat();
    String first = text(R.id.title);
    openRow(2);
    assertThat(text(R.id.title)).isNotEqualTo(first);
    assertThat(marked(2)).isTrue();

    screen.with(activity -> activity.onBackPressed());
    screen.settle();
    assertThat(shown(R.id.no_chat)).isTrue();
    assertThat(marked(2)).isFalse();
  }

  @Test
  public void models_onATablet_haveTheWidthForThemselves() {
    screen.launch();
    screen.click(R.id.nav_models);
    assertThat(shown(R.id.chats)).isFalse();
    screen.click(R.id.nav_chats);
    assertThat(shown(R.id.chats)).isTrue();
  }

  @Test
  @Config(qualifiers = UNFOLDED_UPRIGHT)
  public void unfolded_turned_keepsTheChatAndGetsTheList() {
    screen.launchChat();
    String title = text(R.id.title);
    assertThat(shown(R.id.chats)).isFalse();
    assertThat(shown(R.id.navigation)).as("a rail").isTrue();

    becomes(UNFOLDED_LYING);
    assertThat(text(R.id.title)).isEqualTo(title);
    assertThat(shown(R.id.chats)).isTrue();
    assertThat(marked(0)).isTrue();

    becomes(PHONE);
    assertThat(text(R.id.title)).isEqualTo(title);
    assertThat(shown(R.id.chats)).isFalse();
    screen.click(R.id.back);
    assertThat(shown(R.id.chats)).isTrue();
  }

  @Test
  @Config(qualifiers = PHONE_LYING)
  public void phone_onItsSide_hasOnePane() {
    screen.launchChat();
    assertThat(shown(R.id.chats)).isFalse();
    assertThat(shown(R.id.navigation)).isFalse();
  }

  @Test
  public void controlN_onAKeyboard_opensANewChat() {
    screen.launch();
    shortcut(KeyEvent.KEYCODE_N);
    assertThat(text(R.id.title)).isEqualTo("New chat");
  }

  @Test
  @Config(qualifiers = PHONE)
  public void controlF_inAChat_searchesInTheList() {
    screen.launchChat();
    shortcut(KeyEvent.KEYCODE_F);
    assertThat(screen.<Boolean>read(a -> a.findViewById(R.id.list_search).hasFocus())).isTrue();
  }

  /** Android asks so where an arrow was pressed and the view in focus had no use for it. */
  @Test
  public void arrows_inTheList_goFromRowToRow() {
    screen.launch();
    screen.with(
        activity -> {
          View first = row(activity, 0);
          assertThat(first.requestFocusFromTouch()).isTrue(); // which a key does
          View second = first.focusSearch(View.FOCUS_DOWN);
          assertThat(second).isSameAs(row(activity, 1));
          assertThat(second.focusSearch(View.FOCUS_UP)).isSameAs(first);
        });
  }

  @Test
  public void rightButton_onARow_choosesIt() {
    screen.launch();
    screen.with(activity -> pressRight(row(activity, 0)));
    screen.settle();
    assertThat(shown(R.id.selection_bar)).isTrue();
  }

  @Test
  public void rightButton_onAQuestionAndAnAnswer_opensItsMenu() {
    screen.launchChat();
    for (int id : new int[] {R.id.question, R.id.answer}) {
      screen.with(activity -> pressRightAround(activity.findViewById(id)));
      screen.settle();
      PopupWindow menu = shadowOf(screen.app()).getLatestPopupWindow();
      assertThat(menu).isNotNull();
      assertThat(menu.isShowing()).isTrue();
      screen.with(activity -> menu.dismiss());
      screen.settle();
    }
  }

  /** On the view that takes such a press, this or one that it lies in. */
  private static void pressRightAround(View view) {
    View target = view;
    while (!pressRight(target)) {
      target = (View) target.getParent();
    }
  }

  private static boolean pressRight(View view) {
    long now = android.os.SystemClock.uptimeMillis();
    MotionEvent press = MotionEvent.obtain(now, now, MotionEvent.ACTION_BUTTON_PRESS, 10, 10, 0);
    press.setSource(InputDevice.SOURCE_MOUSE);
    press.setActionButton(MotionEvent.BUTTON_SECONDARY);
    return view.dispatchGenericMotionEvent(press);
  }

  @Test
  public void why_onATablet_standsBesideTheChatWhichStaysInUse() {
    screen.launchChat();
    screen.openWhyBeside();
    assertThat(shown(R.id.why_title)).isTrue();
    assertThat(shown(R.id.chats)).isTrue();
    assertThat(ShadowDialog.getLatestDialog()).as("nothing lies over the chat").isNull();
    assertThat(screen.<Integer>read(activity -> end(activity, R.id.messages)))
        .isLessThanOrEqualTo(screen.<Integer>read(activity -> start(activity, R.id.why_title)));
    screen.with(
        activity -> ((EditText) activity.findViewById(R.id.field)).setText("And at night?"));
    screen.settle();
    assertThat(screen.<Boolean>read(a -> a.findViewById(R.id.send).isEnabled())).isTrue();

    screen.scenario().recreate();
    screen.settle();
    assertThat(shown(R.id.why_title)).isTrue();
    screen.with(activity -> activity.onBackPressed());
    screen.settle();
    assertThat(shown(R.id.why_title)).as("back closes the sheet first").isFalse();
    assertThat(shown(R.id.messages)).isTrue();

    screen.openWhyBeside();
    openRow(2);
    assertThat(shown(R.id.why_title)).as("it goes with its chat").isFalse();
  }

  @Test
  public void why_inAWindowThatBecomesNarrower_liesOverTheChat() {
    screen.launchChat();
    screen.openWhyBeside();
    becomes(UNFOLDED_LYING);
    assertThat(shown(R.id.why_title)).isFalse();
    assertThat(screen.dialog().findViewById(R.id.why_title).isShown()).isTrue();
    screen.closeDialog();
    becomes(TABLET);
    assertThat(shown(R.id.why_title)).isFalse();
    screen.openWhyBeside();
    becomes(PHONE);
    assertThat(screen.dialog().findViewById(R.id.why_title).isShown()).isTrue();
    assertThat(shown(R.id.messages)).isTrue();
  }

  private static int start(Activity activity, int id) {
    int[] place = new int[2];
    activity.findViewById(id).getLocationInWindow(place);
    return place[0];
  }

  private static int end(Activity activity, int id) {
    return start(activity, id) + activity.findViewById(id).getWidth();
  }

  private void becomes(String qualifiers) {
    RuntimeEnvironment.setQualifiers(qualifiers);
    screen.scenario().recreate();
    screen.settle();
  }

  private void shortcut(int key) {
    screen.with(
        activity ->
            activity.dispatchKeyShortcutEvent(
                new KeyEvent(0, 0, KeyEvent.ACTION_DOWN, key, 0, KeyEvent.META_CTRL_ON)));
    screen.settle();
  }

  private void openRow(int index) {
    screen.with(activity -> row(activity, index).performClick());
    screen.settle();
  }

  private boolean marked(int index) {
    return screen.read(activity -> row(activity, index).isActivated());
  }

  private String titleOfRow(int index) {
    return screen.read(
        activity ->
            ((TextView) row(activity, index).findViewById(R.id.chat_title)).getText().toString());
  }

  /** The chats of the list, its headings not counted. */
  private static View row(Activity activity, int index) {
    RecyclerView rows = activity.findViewById(R.id.chats);
    int seen = 0;
    for (int i = 0; i < rows.getChildCount(); i++) {
      View row = rows.getChildAt(i);
      if (row.getId() == R.id.chat_row && seen++ == index) {
        return row;
      }
    }
    throw new AssertionError("expected a row " + index + " but found " + seen);
  }

  private String text(int id) {
    return screen.read(activity -> ((TextView) activity.findViewById(id)).getText().toString());
  }

  private boolean shown(int id) {
    return screen.read(
        activity -> {
          View view = activity.findViewById(id);
          return view != null && view.isShown();
        });
  }
}
