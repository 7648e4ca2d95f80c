package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.testing.Awaited;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A screen looks inside a model that proves to be gone. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class GoneModelTest {
  private static final String OTHER = "other";

  @Rule public final WindowRule window = new WindowRule();

  private final ScreenRule screen = window.screen();

  @Test
  public void screen_ofAModelThatIsGone_looksIntoTheDefaultByItself() {
    ModelLibrary library = screen.app().scope().shelf().library();
    for (InsideScreen each : List.of(InsideScreen.TOKENS, InsideScreen.WINDOW)) {
      Awaited.on(
          screen.app().scope().executors().work(),
          () -> {
            add(library);
            return true;
          });
      library.setDefault(OTHER);
      window.get().openInside(each, InsideText.of("Hello"));
      screen.settle();
      assertThat(window.find(R.id.inside_failed).isShown()).as(each + " finds no model").isTrue();

      library.delete(OTHER);
      screen.settle();
      assertThat(window.find(R.id.inside_state).isShown()).as(each + " shows another").isFalse();
      window.click(R.id.page_back);
    }
  }

  /** A file that is no model. */
  private static void add(ModelLibrary library) {
    try {
      Path file = Files.createTempFile(library.incoming(), "part", "");
      library.add(file, ScriptedModel.card(OTHER));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }
}
