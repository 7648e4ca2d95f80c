package dev.ember.app.screens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.content.Intent;
import android.net.Uri;
import android.os.Looper;
import android.view.View;
import android.widget.TextView;
import androidx.test.platform.app.InstrumentationRegistry;
import dev.ember.app.R;
import dev.ember.app.testing.SlowApp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A file of an app that takes its time over it. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class OfferedFileTest {
  private static final Uri FILE = Uri.parse("content://afar/1");
  private static final byte[] TEXT = "The lamp said nothing. ".repeat(20).getBytes(UTF_8);

  /** Who waits for less is told nothing. */
  private static final Duration A_WHILE = Duration.ofMillis(500);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final ScreenRule screen = new ScreenRule();
  @Rule public final SlowApp otherApp = new SlowApp();

  @Test
  public void text_thatTakesAWhile_isSaidToBeComingUntilItIsThere() throws Exception {
    open("notes");
    otherApp.awaitThatItStands();
    shadowOf(Looper.getMainLooper()).idleFor(A_WHILE);
    assertThat(words(R.id.snackbar_text))
        .isEqualTo(screen.app().getString(R.string.attach_reading));

    screen.with(activity -> activity.recreate());
    shadowOf(Looper.getMainLooper()).idleFor(A_WHILE);
    assertThat(words(R.id.snackbar_text))
        .isEqualTo(screen.app().getString(R.string.attach_reading));

    give();
    otherApp.goOn();
    screen.settle();
    assertThat(words(R.id.snackbar_text)).isNull();
    assertThat(words(R.id.attach_bar, R.id.bar_text)).startsWith("notes");
  }

  @Test
  public void model_byItsName_isAmongTheModelsBeforeAnybodyHasReadIt() throws Exception {
    open("cat.GGUF");
    screen.settle();
    assertThat(otherApp.stands()).isFalse();
    assertThat(words(R.id.refused_title)).isEqualTo("cat.GGUF");
  }

  private void open(String name) throws IOException {
    Path file = folder.newFile(name).toPath();
    Files.write(file, TEXT);
    SampleFiles files = Robolectric.buildContentProvider(SampleFiles.class).create("afar").get();
    files.offer(file);
    screen.launch();
    shadowOf(screen.app().getContentResolver()).registerInputStream(FILE, otherApp.input(TEXT));
    Intent intent = new Intent(Intent.ACTION_VIEW).setDataAndType(FILE, "application/octet-stream");
    screen.with(
        activity -> {
          Intent first = activity.getIntent();
          InstrumentationRegistry.getInstrumentation().callActivityOnNewIntent(activity, intent);
          activity.setIntent(first); // by which the test finds its window again
        });
  }

  /** The question's own reading of the file finds no slow app any more. */
  private void give() {
    shadowOf(screen.app().getContentResolver())
        .registerInputStreamSupplier(FILE, () -> new ByteArrayInputStream(TEXT));
  }

  private @Nullable String words(int id) {
    return words(R.id.content, id);
  }

  private @Nullable String words(int place, int id) {
    return screen.read(
        activity -> {
          View found = activity.findViewById(place).findViewById(id);
          return found == null || !found.isShown() ? null : ((TextView) found).getText().toString();
        });
  }
}
