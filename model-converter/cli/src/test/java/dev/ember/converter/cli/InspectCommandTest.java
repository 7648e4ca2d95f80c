package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.cli.Tool.Run;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.MemorySum;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.decode.Decoder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** Packed weights, signatures, working, cache and runtime are the sum, to their rounding. */
  @Test
  public void inspect_goodBundle_saysWhatItsMemoryIsMadeOf() throws IOException {
    String out = Tool.withoutEngine().run("inspect", file.toString()).out();

    double parts = 0;
    for (String part : List.of("packed weights", "signatures", "working", "cache", "runtime")) {
      parts += megabytes(out, "memory +" + part);
    }
    long all;
    long least;
    try (Bundle bundle = Bundle.open(file)) {
      List<Integer> contexts = List.copyOf(bundle.manifest().contexts());
      MemorySum sum = MemorySum.of(bundle.manifest());
      all = sum.bytes(contexts, MemorySum.Opened.ALL);
      least = sum.bytes(contexts.subList(0, 1), MemorySum.Opened.DECODE);
    }
    assertThat(parts).isCloseTo(all / 1e6, within(0.05));
    assertThat(megabytes(out, "memory +decode alone")).isCloseTo(least / 1e6, within(0.01));
    assertThat(megabytes(out, "memory +earlier chats"))
        .isCloseTo(Decoder.DEFAULT_STORE_BYTES / 1e6, within(0.01));
  }

  private static double megabytes(String out, String name) {
    Matcher found = Pattern.compile(name + " +([0-9.]+) MB").matcher(out);
    assertThat(found.find()).as(name).isTrue();
    return Double.parseDouble(found.group(1));
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
  public void inspect_modelFolder_saysWhatItComputesAndWhatItLacks() throws IOException {
    Path model = folder.getRoot().toPath().resolve("model");
    SmallCheckpoint.write(model);
    Files.delete(model.resolve("chat_template.jinja"));

    Run run = Tool.withoutEngine().run("inspect", model.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("format +Hugging Face folder, llama")
        .containsPattern("layers +1 of width 32")
        .containsPattern("tokenizer +258 tokens, 2 of them special")
        .containsPattern("template +none: give one by --chat-template");
  }

  @Test
  public void inspect_modelOfAnotherFamily_saysWhyThereIsNoImport() throws IOException {
    Path model = folder.newFolder("other").toPath();
    Files.writeString(model.resolve("config.json"), "{\"model_type\": \"mamba\"}");

    Run run = Tool.withoutEngine().run("inspect", model.toString(), "--json");

    JsonObject facts = JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonObject("facts");
    assertThat(facts.getAsJsonArray("no import").toString()).contains("mamba", "llama", "qwen3");
  }

  @Test
  public void inspect_safetensorsAlone_listsItsTensors() throws IOException {
    Path model = folder.getRoot().toPath().resolve("model");
    SmallCheckpoint.write(model);
    Files.delete(model.resolve("config.json"));

    Run run = Tool.withoutEngine().run("inspect", model.resolve("model.safetensors").toString());

    assertThat(run.out())
        .containsPattern("tensor +model.norm.weight F32 \\[32\\]")
        .containsPattern("no import +without a config.json");
  }

  @Test
  public void inspect_anotherText_saysSoInOneSentence() throws IOException {
    Path text = folder.getRoot().toPath().resolve("README.md");
    Files.writeString(text, "# Ember\n\nA text, and no model.\n");

    assertThat(Tool.withoutEngine().run("inspect", text.toString()).err())
        .isEqualToNormalizingNewlines(
            "ember: " + text + ": expected a model, a bundle or a tokenizer but found a text\n");
  }

  @Test
  public void inspect_otherBytes_saysSo() throws IOException {
    Path picture = folder.getRoot().toPath().resolve("picture.png");
    Files.write(picture, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0});

    assertThat(Tool.withoutEngine().run("inspect", picture.toString()).err())
        .contains("a tokenizer but found other bytes");
  }

  @Test
  public void inspectAndChat_bundleWithoutItsEnd_areToldWhatIsWrongWithIt() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));

    Run inspected = Tool.withoutEngine().run("inspect", file.toString());
    Run chat = Tool.withEngine(new ModelEngines()).run("chat", "--model", file.toString());

    for (Run run : List.of(inspected, chat)) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .startsWith("ember: " + file)
          .contains("expected")
          .doesNotContain("another format", "a tokenizer")
          .hasLineCount(1);
    }
  }

  @Test
  public void inspect_largeUnknownFile_isNotReadWhole() throws IOException {
    Path large = folder.getRoot().toPath().resolve("large.bin");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    for (String verb : new String[] {"inspect", "tokenize"}) {
      Run run = Tool.withoutEngine().run(verb, large.toString());
      assertThat(run.exitCode()).as(verb).isEqualTo(1);
      assertThat(run.err()).startsWith("ember: " + large).contains("but found").hasLineCount(1);
    }
  }

  @Test
  public void inspect_tokenizer_listsItsSpecialTokens() throws IOException {
    Path model = folder.getRoot().toPath().resolve("model");
    SmallCheckpoint.write(model);

    Run run = Tool.withoutEngine().run("inspect", model.resolve("tokenizer.json").toString());

    assertThat(run.out()).containsPattern("special +257 \"<\\|im_end\\|>\"");
  }

  @Test
  public void inspect_configAlone_saysHowLargeItWouldBe() throws IOException {
    Path model = folder.getRoot().toPath().resolve("model");
    SmallCheckpoint.write(model);
    Path config = Files.copy(model.resolve("config.json"), model.resolveSibling("any.json"));

    Run run = Tool.withoutEngine().run("inspect", config.toString());

    assertThat(run.out())
        .containsPattern("layers +1 of width 32")
        .containsPattern("import as +int8-per-channel +bundle about 0.0\\d MB, loaded about");
  }

  @Test
  public void inspect_missingFile_fails() {
    assertThat(Tool.withoutEngine().run("inspect", "nowhere.ember").exitCode()).isEqualTo(1);
  }
}
