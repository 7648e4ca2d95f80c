package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.graphics.Rect;
import android.view.View;
import androidx.window.layout.FoldingFeature;
import androidx.window.layout.WindowInfoTracker;
import androidx.window.layout.WindowLayoutInfo;
import dev.ember.app.R;
import dev.ember.inference.backend.FakeBackend;
import java.util.List;
import kotlinx.coroutines.flow.MutableStateFlow;
import kotlinx.coroutines.flow.StateFlowKt;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A phone that folds: the border between list and chat lies on its hinge. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = HingeTest.OPEN)
public final class HingeTest {
  static final String OPEN = "w841dp-h673dp-land-mdpi";
  private static final String OPEN_RTL = "ar-ldrtl-w841dp-h673dp-land-mdpi";
  private static final int WIDTH = 841;
  private static final int WIDE = 1280;
  private static final int FROM = 410;
  private static final int TO = 430;

  @Rule public final ScreenRule screen = new ScreenRule();

  private final MutableStateFlow<WindowLayoutInfo> layout =
      StateFlowKt.MutableStateFlow(new WindowLayoutInfo(List.of()));

  @Before
  public void script() {
    WindowInfoTracker.overrideDecorator(real -> activity -> layout);
    FakeBackend backend = new FakeBackend(ScriptedModel.config());
    screen.app().model(() -> ScriptedModel.engine(backend));
    Samples.write(screen);
  }

  @After
  public void forget() {
    WindowInfoTracker.reset();
  }

  private void folds(Fold fold) {
    layout.setValue(new WindowLayoutInfo(List.of(fold)));
    if (screen.isLaunched()) {
      screen.settle();
    }
  }

  /** A hinge from top to bottom, at these pixels of the window. */
  private static Fold hinge(int from, int to) {
    return new Fold(new Rect(from, 0, to, 673), FoldingFeature.Orientation.VERTICAL, true);
  }

  private record Fold(Rect bounds, Orientation orientation, boolean separating)
      implements FoldingFeature {
    @Override
    public Rect getBounds() {
      return bounds;
    }

    @Override
    public boolean isSeparating() {
      return separating;
    }

    @Override
    public OcclusionType getOcclusionType() {
      return OcclusionType.FULL;
    }

    @Override
    public Orientation getOrientation() {
      return orientation;
    }

    @Override
    public State getState() {
      return State.HALF_OPENED;
    }
  }

  private int start(int id) {
    return screen.read(
        activity -> {
          int[] place = new int[2];
          activity.findViewById(id).getLocationInWindow(place);
          return place[0];
        });
  }

  private int end(int id) {
    return start(id) + screen.<Integer>read(activity -> activity.findViewById(id).getWidth());
  }

  private boolean shown(int id) {
    return screen.read(
        activity -> {
          View view = activity.findViewById(id);
          return view != null && view.isShown();
        });
  }

  @Test
  public void hinge_inTheMiddle_partsListAndChat() {
    folds(hinge(FROM, TO));
    screen.launchChat();
    assertThat(end(R.id.list_side)).isEqualTo(FROM);
    assertThat(start(R.id.screen)).isEqualTo(TO);
    assertThat(end(R.id.screen)).isEqualTo(WIDTH);
    assertThat(start(R.id.messages)).isGreaterThanOrEqualTo(TO);

    screen.scenario().recreate();
    screen.settle();
    assertThat(end(R.id.list_side)).as("made anew").isEqualTo(FROM);
  }

  @Test
  public void hinge_comesAndGoesWhileOneLooks_theBorderFollows() {
    screen.launchChat();
    int usual = end(R.id.list_side);
    assertThat(usual).isNotEqualTo(FROM);
    folds(hinge(FROM, FROM));
    assertThat(end(R.id.list_side)).isEqualTo(FROM);
    assertThat(start(R.id.screen)).as("a fold takes no room").isEqualTo(FROM);

    layout.setValue(new WindowLayoutInfo(List.of()));
    screen.settle();
    assertThat(end(R.id.list_side)).isEqualTo(usual);
  }

  @Test
  public void fold_flatOrAcrossOrAtTheEdge_changesNothing() {
    screen.launchChat();
    int usual = end(R.id.list_side);
    Rect bounds = hinge(FROM, TO).bounds();
    folds(new Fold(bounds, FoldingFeature.Orientation.VERTICAL, false));
    assertThat(end(R.id.list_side)).as("a screen that lies flat").isEqualTo(usual);
    folds(new Fold(new Rect(0, 330, WIDTH, 340), FoldingFeature.Orientation.HORIZONTAL, true));
    assertThat(end(R.id.list_side)).as("a hinge from side to side").isEqualTo(usual);
    folds(hinge(200, 220));
    assertThat(end(R.id.list_side)).as("a list of 119 dp").isEqualTo(usual);
    folds(hinge(600, 620));
    assertThat(end(R.id.list_side)).as("a chat of 221 dp").isEqualTo(usual);
  }

  @Test
  @Config(qualifiers = OPEN_RTL)
  public void hinge_fromRightToLeft_partsListAndChat() {
    folds(hinge(FROM, TO));
    screen.launchChat();
    assertThat(start(R.id.list_side)).isEqualTo(TO);
    assertThat(end(R.id.screen)).isEqualTo(FROM);
    assertThat(start(R.id.screen)).isZero();
  }

  @Test
  public void models_onSuchAPhone_haveTheWidthForThemselves() {
    folds(hinge(FROM, TO));
    screen.launch();
    screen.click(R.id.nav_models);
    assertThat(shown(R.id.list_side)).isFalse();
    assertThat(start(R.id.screen)).isLessThan(FROM);
  }

  @Test
  @Config(qualifiers = TwoPanesTest.TABLET)
  public void hinge_thatLeavesTheChatRoomBesideASheet_partsListAndChat() {
    folds(hinge(500, 500));
    screen.launchChat();
    screen.openWhyBeside();
    assertThat(end(R.id.list_side)).isEqualTo(500);
    assertThat(start(R.id.screen)).isEqualTo(500);
    assertThat(end(R.id.sheet_pane) - start(R.id.sheet_pane)).isEqualTo(364);
  }

  @Test
  @Config(qualifiers = TwoPanesTest.TABLET)
  public void hinge_thatLeavesItTooLittle_partsChatAndSheetWhileThatIsThere() {
    folds(hinge(630, 650));
    screen.launchChat();
    assertThat(end(R.id.list_side)).isEqualTo(630);
    screen.openWhyBeside();
    assertThat(shown(R.id.list_side)).isFalse();
    assertThat(end(R.id.screen)).isEqualTo(630);
    assertThat(start(R.id.sheet_pane)).isEqualTo(650);
    assertThat(end(R.id.sheet_pane)).isLessThanOrEqualTo(WIDE);

    screen.with(activity -> activity.onBackPressed());
    screen.settle();
    assertThat(shown(R.id.list_side)).isTrue();
    assertThat(end(R.id.list_side)).isEqualTo(630);
    assertThat(start(R.id.screen)).isEqualTo(650);
  }
}
