package dev.ember.app.screens;

import static org.robolectric.Shadows.shadowOf;

import android.app.ActivityManager;
import android.os.SystemClock;
import dev.ember.app.R;
import dev.ember.app.main.MainActivity;
import dev.ember.app.settings.SettingsPage;
import dev.ember.inference.backend.FakeBackend;
import java.io.IOException;
import java.util.Set;
import java.util.TimeZone;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** The pages beside the chats, as {@link ScreenshotTest} has those. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class PagesPictureTest extends SixStyles {
  /** What {@link #tour} takes. */
  static final Set<String> ALL =
      Set.of("models", "model-details", "settings", "benchmark", "about", "licences", "add-model");

  private static final long FREE_MEMORY_BYTES = 1_900_000_000L;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Before
  public void loadModel() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    SystemClock.setCurrentTimeMillis(Samples.NOW_MS);
    ActivityManager.MemoryInfo memory = new ActivityManager.MemoryInfo();
    memory.availMem = FREE_MEMORY_BYTES;
    shadowOf(screen.app().getSystemService(ActivityManager.class)).setMemoryInfo(memory);
    FakeBackend backend = new FakeBackend(ScriptedModel.config());
    screen.app().model(() -> ScriptedModel.engine(backend));
  }

  private void open(SettingsPage page) {
    screen.with(activity -> ((MainActivity) activity).open(page));
    screen.settle();
  }

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    ModelSamples.write(screen, folder.newFolder().toPath());
    ProofSamples.prove(screen.app(), ProofSamples.Phone.GPU_FASTER_BY_HALF_AND_MORE);
    screen.launch();
    screen.click(R.id.nav_models);
    // How much is free is this machine's to say.
    gallery.take(screen, "models", R.id.storage_free, R.id.storage_bar);
    screen.click(R.id.model_row);
    gallery.take(screen, "model-details");
    screen.click(R.id.page_back);
    ProofSamples.forget(screen.app());
    screen.click(R.id.open_settings);
    gallery.take(screen, "settings");
    open(SettingsPage.BENCHMARK);
    gallery.take(screen, "benchmark");
    screen.click(R.id.page_back);
    open(SettingsPage.ABOUT);
    gallery.take(screen, "about");
    open(SettingsPage.LICENCES);
    gallery.take(screen, "licences");
    screen.click(R.id.nav_models);
    screen.click(R.id.add_model);
    gallery.takeSheet(screen, "add-model", R.id.storage_free, R.id.storage_bar);
    gallery.close(ALL);
  }
}
