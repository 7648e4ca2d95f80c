package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.cli.Tool.Run;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.SmallBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class InspectCommandTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path file;

  @Before
  public void write() throws IOException {
    file = folder.getRoot().toPath().resolve("small.ember");
    new SmallBundle().write(file);
  }

  @Test
  public void inspect_goodBundle_saysWhatIsInIt() {
    Run run = Tool.withoutEngine().run("inspect", file.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("small.ember: Small, ")
        .contains("int8-per-channel")
        .containsPattern("vocabulary +258, one table for both ends")
        .containsPattern("ends with +\"<\\|im_end\\|>\", ids \\[257\\]")
        .containsPattern("provenance +licence +Apache-2.0")
        .containsPattern("entry +model.tflite +[\\d.]+ MB, SHA-256 [0-9a-f]{64}")
        .endsWith("# Small\n\nRandom weights.\n");
  }

  @Test
  public void inspect_json_isTheManifestAndMore() throws IOException {
    Run run = Tool.withoutEngine().run("inspect", "--json", file.toString());

    JsonObject object = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(object.get("bytes").getAsLong()).isEqualTo(Files.size(file));
    assertThat(object.get("card").getAsString()).startsWith("# Small");
    JsonObject manifest = object.getAsJsonObject("manifest");
    assertThat(manifest.get("quantization").getAsString()).isEqualTo("int8-per-channel");
    try (Bundle bundle = Bundle.open(file)) {
      assertThat(object.get("parameters").getAsLong())
          .isEqualTo(InspectCommand.parameters(bundle.manifest()));
    }
  }

  @Test
  public void inspect_damagedBundle_failsAndSaysWhere() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    Run run = Tool.withoutEngine().run("inspect", file.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("ember: " + file).contains("expected").hasLineCount(1);
  }

  @Test
  public void inspect_missingFile_fails() {
    assertThat(Tool.withoutEngine().run("inspect", "nowhere.ember").exitCode()).isEqualTo(1);
  }
}
