package dev.ember.app.library;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.testing.RunnableBundle;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.backend.trust.GoldenRun;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What a loaded model is asked that may see less than it was made for. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class GoldenVerdictTest {
  /** Less than the one prompt of {@link RunnableBundle}. */
  private static final int NARROW = 4;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void of_theWholeModel_isRight() throws IOException {
    Path file = RunnableBundle.write(folder.newFile().toPath(), Map.of());
    assertThat(Objects.requireNonNull(verdict(file, Integer.MAX_VALUE)).right()).isTrue();
  }

  @Test
  public void of_nothingFitsWhatIsLoaded_isNone() throws IOException {
    Path file = RunnableBundle.write(folder.newFile().toPath(), Map.of());
    assertThat(verdict(file, NARROW)).isNull();
  }

  private static @Nullable GoldenVerdict verdict(Path file, int window) throws IOException {
    try (Bundle bundle = Bundle.open(file);
        Backend backend = new Windowed(TfliteBackend.open(bundle, 1), window)) {
      GoldenRun run = new GoldenRun(bundle.golden(), backend);
      while (!run.isOver()) {
        run.ask();
      }
      return GoldenVerdict.of(run);
    }
  }

  private static final class Windowed extends ForwardingBackend {
    private final int window;

    Windowed(Backend model, int window) {
      super(model);
      this.window = window;
    }

    @Override
    public DecoderConfig config() {
      DecoderConfig own = super.config();
      return own.withContext(Math.min(own.context(), window));
    }
  }
}
