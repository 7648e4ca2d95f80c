package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.cli.Tool.Run;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A checkpoint becomes a bundle, and the commands that read bundles read it. */
public final class ExportCommandTest {
  /** Of float32 logits of size 1 to 10; backends add in different orders. */
  private static final float BACKEND_TOLERANCE = 2e-4f;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path checkpoint;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path bundle;

  @Before
  public void write() throws IOException {
    checkpoint = folder.getRoot().toPath().resolve("small");
    bundle = folder.getRoot().toPath().resolve("small.ember");
    SmallCheckpoint.write(checkpoint);
  }

  @Test
  public void export_checkpoint_writesABundleAndReportsParity() throws IOException {
    Run run = export("--quantization", "float32", "--name", "Small", "--note", "licence=CC0");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Parity with the checkpoint: ")
        .contains("top-1 agreement 100.00 %")
        .contains("Small, float32, ");
    assertThat(run.err())
        .contains("converting 10 20 30 40 50 60 70 80 90 100 %")
        .contains("checking 10")
        .contains("writing");
    try (Bundle written = Bundle.open(bundle)) {
      assertThat(written.manifest().provenance()).containsEntry("licence", "CC0");
    }
  }

  @Test
  public void export_json_isTheReportAlone() throws IOException {
    Run run = export("--quantization", "float32", "--json");

    JsonObject report = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(report.get("file").getAsString()).isEqualTo(bundle.toString());
    assertThat(report.get("bytes").getAsLong()).isEqualTo(Files.size(bundle));
    assertThat(report.get("name").getAsString()).isEqualTo("small");
    assertThat(report.getAsJsonObject("parity").get("top1Agreement").getAsDouble()).isEqualTo(1);
  }

  @Test
  public void export_noCheckpoint_failsInOneLine() {
    Run run =
        Tool.withoutEngine().run("export", folder.getRoot() + "/nowhere", "-o", bundle.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("ember: ").hasLineCount(1);
    assertThat(bundle).doesNotExist();
  }

  @Test
  public void export_aTargetThatCannotBeWritten_isRefusedByItsNameBeforeTheWork()
      throws IOException {
    Path file = folder.newFile("file").toPath();
    String[][] targets = {
      {folder.getRoot().toString(), ": expected a file to write but found a folder"},
      {file + "/x.ember", ": expected a folder to write it into but found none that can be"},
      {file + "/deeper/x.ember", ": expected a folder to write it into but found none that can be"},
    };
    for (String[] row : targets) {
      Run run = Tool.withoutEngine().run("export", checkpoint.toString(), "-o", row[0]);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).startsWith("ember: " + row[0] + row[1]).hasLineCount(1);
    }
    assertThat(folder.getRoot().list()).containsExactlyInAnyOrder("small", "file");
  }

  @Test
  public void logits_aTargetThatCannotBeWritten_isRefusedBeforeAModelIsOpened() {
    Path nowhere = folder.getRoot().toPath().resolve("none/x.f32");
    Run run =
        Tool.withoutEngine().run("logits", "m.ember", "--tokens", "1", "-o", nowhere.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("ember: " + nowhere + ": expected a folder to write it into");
  }

  @Test
  public void export_unknownQuantization_isWrongUsage() {
    Run run = export("--quantization", "int3");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected one of float32, int8 but found int3");
  }

  @Test
  public void logits_ofBothBackends_agree() throws IOException {
    export("--quantization", "float32");

    FloatBuffer tflite = logits("tflite");
    FloatBuffer reference = logits("reference");

    assertThat(reference.remaining()).isEqualTo(3 * 258);
    for (int i = 0; i < reference.remaining(); i++) {
      assertThat(tflite.get(i)).isCloseTo(reference.get(i), within(BACKEND_TOLERANCE));
    }
  }

  @Test
  public void logits_tokenOutsideTheVocabulary_isWrongUsage() {
    export("--quantization", "float32");

    Run run =
        Tool.withEngine(new ModelEngines())
            .run("logits", bundle.toString(), "--tokens", "258", "-o", "x.f32");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected a token from 0 to 257 but found 258");
  }

  private Run export(String... options) {
    List<String> command = List.of("export", checkpoint.toString(), "-o", bundle.toString());
    return Tool.withoutEngine().run(command, options);
  }

  private FloatBuffer logits(String backend) throws IOException {
    Path file = folder.getRoot().toPath().resolve(backend + ".f32");
    Run run =
        Tool.withEngine(new ModelEngines())
            .run(
                "logits",
                bundle.toString(),
                "--tokens",
                "72,105,256",
                "-o",
                file.toString(),
                "--backend",
                backend);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("3 rows of 258 logits in ");
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
