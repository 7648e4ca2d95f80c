package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.cli.Tool.Run;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.bundle.StoredZipWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  public void verify_goldenPromptsOfNoModelLikeThis_areTheFilesFault() throws IOException {
    String[][] rows = {
      {"\"prompts\":\\[\\{\"tokens\":\\[", "$0" + "1,".repeat(64), "prompts of at most 64 tokens"},
      {"\"prompts\":\\[\\{\"tokens\":\\[\\d+", "\"prompts\":[{\"tokens\":[258", "tokens below 258"},
      {"\"reference\":\\{\"tokens\":\\[\\d+", "\"reference\":{\"tokens\":[-1", "tokens below 258"},
      {"\"quantized\":\\{\"tokens\":\\[\\d+", "\"quantized\":{\"tokens\":[258", "tokens below 258"},
      {"\"index\":\\d+", "\"index\":0", "positions in order, the next above 0"},
    };
    for (String[] row : rows) {
      Path other = with(EntryName.GOLDEN, row[0], row[1]);

      Run run = verify(other);

      assertThat(run.exitCode()).as(row[2]).isEqualTo(1);
      assertThat(run.err())
          .startsWith("ember: " + other + ", golden.json: expected " + row[2] + " but found ")
          .hasLineCount(1);
    }
  }

  @Test
  public void benchGuesses_templateThatRefuses_isTheModelsFault() throws IOException {
    Path silent =
        with(EntryName.CHAT_TEMPLATE, "(?s)\\A.*\\z", "{{ raise_exception('ask me nothing') }}");

    Run run = Tool.withoutEngine().run("bench", silent.toString(), "--guesses", "--rounds", "1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("ember: " + silent + ", chat template: expected a prompt for a question")
        .contains("ask me nothing")
        .hasLineCount(1);
  }

  /** The bundle with another text of an entry, whose hash is the manifest's. */
  private Path with(String changed, String pattern, String replacement) throws IOException {
    Path other = folder.getRoot().toPath().resolve("other.ember");
    try (Bundle old = Bundle.open(bundle)) {
      StoredZipWriter.write(
          other,
          zip -> {
            JsonObject manifest =
                JsonParser.parseString(text(old, EntryName.MANIFEST)).getAsJsonObject();
            for (JsonElement element : manifest.getAsJsonArray("entries")) {
              JsonObject entry = element.getAsJsonObject();
              String name = entry.get("name").getAsString();
              if (name.equals(changed)) {
                String text = text(old, name).replaceAll(pattern, replacement);
                Manifest.Entry added = zip.add(name, text);
                entry.addProperty("bytes", added.bytes());
                entry.addProperty("sha256", added.sha256());
              } else {
                zip.add(name, old.entry(name));
              }
            }
            zip.add(EntryName.MANIFEST, manifest.toString());
          });
    }
    return other;
  }

  private static String text(Bundle of, String entry) {
    return StandardCharsets.UTF_8.decode(of.entry(entry)).toString();
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

  @Test
  public void perplexity_nothingToMeasure_isRefused() throws IOException {
    Path text = folder.getRoot().toPath().resolve("text.txt");
    Files.writeString(text, "abcdefgh".repeat(40));
    List<String> command = List.of("perplexity", bundle.toString(), "--text", text.toString());
    Tool tool = Tool.withEngine(new ModelEngines());

    Run noWindow = tool.run(command, "--windows", "0");
    assertThat(noWindow.exitCode()).isEqualTo(2);
    assertThat(noWindow.err()).contains("expected --windows of at least 1 but found 0");

    Files.writeString(text, "");
    Run noLine = tool.run(command, "--jsonl");
    assertThat(noLine.exitCode()).isEqualTo(1);
    assertThat(noLine.err())
        .contains(text + ": expected a JSON string in each line but found no line");
  }

  private static Run verify(Path file) {
    return Tool.withoutEngine().run(List.of("verify", file.toString()));
  }
}
