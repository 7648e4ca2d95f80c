package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.Tool.Run;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.bundle.SmallModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The way to the desktop: the file is what the app shares in its {@code SharedReplayTest}, byte for
 * byte.
 */
public final class ReplayFromAPhoneTest {
  private static final Path FILE = Path.of("src/test/resources/replay-from-a-phone.json");

  // The app's model.
  private static final int CONTEXT = 128;
  private static final long WEIGHTS = 4;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void replay_ofTheAppsFile_isTheSame() throws IOException {
    Run run = replayWith(WEIGHTS);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("The same \\d+ tokens\\.");
  }

  @Test
  public void replay_ofTheAppsFileByAnotherModel_isRefused() throws IOException {
    Run run = replayWith(WEIGHTS + 1);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("expected the model ").contains("which wrote the answer");
  }

  private Run replayWith(long weights) throws IOException {
    Path model = folder.getRoot().toPath().resolve("small.ember");
    new SmallBundle().config(SmallModel.config(CONTEXT, true)).seed(weights).float32().write(model);
    return Tool.with(new ModelEngines(), Path.of("."))
        .run(
            List.of("replay"),
            FILE.toString(),
            "--model",
            model.toString(),
            "--backend",
            "reference");
  }
}
