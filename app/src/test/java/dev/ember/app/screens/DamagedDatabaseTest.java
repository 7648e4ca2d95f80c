package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.net.Uri;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.data.Opening;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Where the database does not open, the screens do from which a backup leads back to one. */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = DamagedDatabaseTest.Damaged.class,
    sdk = 35,
    qualifiers = ScreenshotTest.PHONE)
public final class DamagedDatabaseTest {

  /** The app as it starts over a file that is no database. */
  public static final class Damaged extends ScriptedApp {
    @Override
    public void onCreate() {
      byte[] damaged = new byte[8192];
      Arrays.fill(damaged, (byte) 'x');
      Path file = getDatabasePath("ember.db").toPath();
      try {
        Files.createDirectories(file.getParent());
        Files.write(file, damaged);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      super.onCreate();
    }
  }

  @Rule public final WindowRule window = new WindowRule();

  private final ScreenRule screen = window.screen();
  private final List<Throwable> deaths = new CopyOnWriteArrayList<>();
  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();

  @Before
  public void listenForDeaths() {
    assertThat(screen.app().scope().repository().opening().getValue())
        .isInstanceOf(Opening.Failed.class);
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> deaths.add(thrown));
  }

  @After
  public void listenNoMore() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  @Test
  public void list_saysSoAndWhatWasFound() {
    assertThat(window.text(R.id.empty_title))
        .isEqualTo(screen.app().getString(R.string.list_failed_title));
    assertThat(window.text(R.id.empty_body))
        .isEqualTo(screen.app().getString(R.string.list_failed_body));
    assertThat(window.find(R.id.empty).isShown()).isTrue();
    assertThat(window.find(R.id.empty_new_chat).isShown()).as("none could be kept").isFalse();

    window.click(R.id.list_details);
    TextView details = screen.dialog().findViewById(android.R.id.message);
    assertThat(details.getText().toString()).contains("not a database");
    assertThat(deaths).isEmpty();
  }

  @Test
  public void settings_open() {
    window.get().openSettings();
    screen.settle();
    assertThat(window.text(R.id.page_title))
        .isEqualTo(screen.app().getString(R.string.settings_title));
    assertThat(deaths).isEmpty();
  }

  @Test
  public void backup_isSaidToHaveFailed() {
    Uri file = Uri.parse("content://another/all.emberbak");
    PassphraseAnswer.give(window.get(), file, true, "");
    screen.settle();
    assertThat(window.text(com.google.android.material.R.id.snackbar_text))
        .isEqualTo(screen.app().getString(R.string.backup_failed));
    assertThat(deaths).isEmpty();
  }

  @Test
  public void window_opens() {
    window.get().openInside(InsideScreen.WINDOW, InsideText.of("Hello"));
    screen.settle();
    assertThat(deaths).isEmpty();
  }

  @Test
  public void windowOfAChat_opens() {
    window.get().openInside(InsideScreen.WINDOW, InsideText.ofChat(1));
    screen.settle();
    assertThat(deaths).isEmpty();
  }

  @Test
  public void labeller_opens() {
    window.get().openInside(InsideScreen.LABELLER, InsideText.of("Hello"));
    screen.settle();
    assertThat(deaths).isEmpty();
  }
}
