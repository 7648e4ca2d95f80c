package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import android.content.Context;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.scope.AppScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** The last process died of the model: it is not loaded again without asking. */
@RunWith(AndroidJUnit4.class)
public final class LoadJourneyTest {
  /** A process that was not of this app, so that the phone does not know how it ended. */
  private static final String DEAD = "1";

  @Rule public final AppDriver app = new AppDriver();

  @Before
  public void dieWhileLoading() throws IOException {
    Context context = ApplicationProvider.getApplicationContext();
    Path mark = context.getNoBackupFilesDir().toPath().resolve("models").resolve("loading");
    Files.createDirectories(mark.getParent());
    Files.write(mark, (ModelLibrary.BUILT_IN + "\nLOADING\n" + DEAD).getBytes(UTF_8));
    app.newChat();
    app.see(allOf(withId(R.id.failure_title), withText(R.string.load_failed_killed)));
  }

  @Test
  public void tryAnyway_tapped_loadsAndAnswers() {
    app.click(withText(R.string.try_anyway));
    app.seeNot(withId(R.id.failure_title));
    app.send("Hello");
    assertThat(app.watchAnswer().size(), greaterThan(0));

    app.killAndReopen();
    app.openChat();
    app.seeNot(withId(R.id.failure_title));
  }

  @Test
  public void smallerWindow_tapped_loadsWithHalfOfIt() {
    app.click(withText(R.string.smaller_window));
    app.seeNot(withId(R.id.failure_title));
    app.onActivity(
        activity -> {
          ModelLibrary library = AppScope.of(activity).shelf().library();
          int own = Objects.requireNonNull(library.card(ModelLibrary.BUILT_IN)).window();
          assertThat(library.tuningOf(ModelLibrary.BUILT_IN).window(own), equalTo(own / 2));
        });
  }
}
