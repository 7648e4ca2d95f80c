package dev.ember.app.screens;

import dev.ember.app.R;
import dev.ember.app.inside.lab.LabFault;
import dev.ember.app.inside.lab.LabState;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.inside.stages.StagePack;
import dev.ember.app.main.MainActivity;
import java.io.IOException;
import java.util.Set;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** How it was raised, as {@link ScreenshotTest} has the chats. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class StagesPictureTest extends SixStyles {
  /** What {@link #tour} takes. */
  static final Set<String> ALL =
      Set.of("stages", "stages-alone", "stages-working", "stages-failed");

  private static final int AT = 53;
  private static final int OF = 120;

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    launchToLookInside(style);
    screen.with(
        activity -> ((MainActivity) activity).openInside(InsideScreen.RAISED, InsideText.NONE));
    screen.settle();
    gallery.take(screen, "stages-alone");
    screen.with(activity -> StagePack.show(activity.findViewById(R.id.screen)));
    screen.settle();
    gallery.take(screen, "stages");
    show(new LabState.Working<>(LabState.Unit.STEP, AT, OF, 4, false));
    gallery.take(screen, "stages-working");
    show(new LabState.Failed<>(LabFault.MEMORY, 540L << 20, 410L << 20, ""));
    gallery.take(screen, "stages-failed");
    gallery.close(ALL);
  }

  /** As the others do, without what has come out. */
  @Override
  void show(LabState<Object> state) {
    screen.with(
        activity ->
            activity.findViewById(R.id.stages_result).setVisibility(android.view.View.GONE));
    super.show(state);
  }
}
