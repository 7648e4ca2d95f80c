package dev.ember.app.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import android.app.Application;
import dev.ember.app.testing.RunnableBundle;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
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
public final class GoldenQuizTest {
  /** Less than the one prompt of {@link RunnableBundle}. */
  private static final int NARROW = 4;

  /** More than the model's own window. */
  private static final int TOO_LONG = 200;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void verdict_ofTheWholeModel_isRight() throws IOException {
    Path file = RunnableBundle.write(folder.newFile().toPath(), Map.of());
    assertThat(Objects.requireNonNull(verdict(file, Integer.MAX_VALUE)).right()).isTrue();
  }

  @Test
  public void verdict_nothingFitsWhatIsLoaded_isNone() throws IOException {
    Path file = RunnableBundle.write(folder.newFile().toPath(), Map.of());
    assertThat(verdict(file, NARROW)).isNull();
  }

  @Test
  public void step_promptLongerThanTheModelItself_isRefused() throws IOException {
    Golden.Prompt prompt = new Golden.Prompt(Collections.nCopies(TOO_LONG, 1), List.of());
    Path file =
        RunnableBundle.writeWrong(
            folder.newFile().toPath(), golden -> new Golden(golden.tolerances(), List.of(prompt)));
    assertThatThrownBy(() -> verdict(file, NARROW)).isInstanceOf(Refusal.class);
  }

  private static @Nullable GoldenVerdict verdict(Path file, int window) throws IOException {
    try (Bundle bundle = Bundle.open(file);
        Backend backend = new Windowed(TfliteBackend.open(bundle, 1), window)) {
      GoldenQuiz quiz = new GoldenQuiz(bundle, backend);
      while (!quiz.step()) {
        // the next prompt
      }
      return quiz.verdict();
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
