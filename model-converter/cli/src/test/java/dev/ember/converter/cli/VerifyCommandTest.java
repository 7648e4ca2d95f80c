package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.cli.Tool.Run;
import dev.ember.inference.bundle.SmallBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The verbs that measure, on a bundle that was imported here. */
public final class VerifyCommandTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path bundle;

  @Before
  public void importModel() throws IOException {
    Path model = folder.getRoot().toPath().resolve("model");
    SmallCheckpoint.write(model);
    bundle = folder.getRoot().toPath().resolve("small.ember");
    Run run = Tool.withoutEngine().run("import", model.toString(), "-o", bundle.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  public void verify_goodBundle_saysWhatWasChecked() {
    Run run = verify(bundle);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("hashes  5 entries, undamaged")
        .containsPattern("golden  \\d+ positions, largest difference ")
        .containsPattern("parity  \\d+ positions, top-1 agreement ")
        .endsWith("verified\n");
  }

  @Test
  public void verify_damagedBundle_fails() throws IOException {
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[bytes.length / 2] ^= 1;
    Files.write(bundle, bytes);

    Run run = verify(bundle);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("small.ember").contains("expected");
  }

  /** Its golden logits are not those of its graph. */
  @Test
  public void verify_bundleOfAnotherModelsAnswers_fails() throws IOException {
    Path other = folder.getRoot().toPath().resolve("other.ember");
    new SmallBundle().write(other);

    Run run = verify(other);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).doesNotContain("\nverified");
  }

  @Test
  public void perplexity_bundle_tellsTokensNllAndPerplexity() throws IOException {
    Path text = folder.getRoot().toPath().resolve("text.txt");
    Files.writeString(text, "abcdefgh".repeat(40));

    Run lines =
        Tool.withEngine(new ModelEngines())
            .run("perplexity", bundle.toString(), "--text", text.toString());
    Run json =
        Tool.withEngine(new ModelEngines())
            .run(
                "perplexity",
                bundle.toString(),
                "--text",
                text.toString(),
                "--json",
                "--window",
                "32",
                "--windows",
                "2");

    assertThat(lines.exitCode()).as(lines.err()).isZero();
    assertThat(lines.out())
        .contains("tokens      320")
        .contains("windows     5 of 64 tokens, 315 predicted")
        .containsPattern("nll +\\d+\\.\\d{6}")
        .containsPattern("perplexity +\\d+\\.\\d{4}");
    JsonObject object = JsonParser.parseString(json.out()).getAsJsonObject();
    assertThat(object.get("counted").getAsInt()).isEqualTo(62);
    assertThat(object.get("perplexity").getAsDouble())
        .isEqualTo(Math.exp(object.get("nll").getAsDouble()));
  }

  @Test
  public void perplexity_shortText_isWrongUsage() throws IOException {
    Path text = folder.getRoot().toPath().resolve("text.txt");
    Files.writeString(text, "abc");

    Run run =
        Tool.withEngine(new ModelEngines())
            .run("perplexity", bundle.toString(), "--text", text.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected a text of at least 64 tokens, a window, but found 3");
  }

  private static Run verify(Path file) {
    return Tool.withoutEngine().run(List.of("verify", file.toString()));
  }
}
