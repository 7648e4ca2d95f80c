package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.cli.Tool.Run;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ImportCommandTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path model;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path out;

  @Before
  public void write() throws IOException {
    model = folder.getRoot().toPath().resolve("model");
    SmallCheckpoint.write(model);
    out = folder.getRoot().toPath().resolve("out.ember");
  }

  @Test
  public void import_folder_writesABundleThatSaysWhereItIsFrom() throws IOException {
    Run run = importModel("--name", "Small One", "--licence", "MIT", "--note", "by=nobody");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Small One, int8-per-channel, ").contains(out.toString());
    assertThat(run.err()).containsPattern("bundle about [\\d.]+ MB, loaded about [\\d.]+ MB");
    try (Bundle bundle = Bundle.open(out)) {
      assertThat(bundle.manifest().provenance())
          .containsEntry("licence", "MIT")
          .containsEntry("by", "nobody");
    }
  }

  @Test
  public void import_eachKind_isSmallerThanTheOneBefore() throws IOException {
    long before = Long.MAX_VALUE;
    for (String kind : List.of("f32", "f16", "int8")) {
      Run run = importModel("--quant", kind, "--json");

      assertThat(run.exitCode()).as(run.err()).isZero();
      JsonObject report = JsonParser.parseString(run.out()).getAsJsonObject();
      assertThat(report.get("bytes").getAsLong()).isEqualTo(Files.size(out)).isLessThan(before);
      before = Files.size(out);
    }
  }

  /** Beyond its context, such a model would turn anew what a cache has kept. */
  @Test
  public void import_dynamicPositions_holdTheModelsOwnContextAndSaySo() throws IOException {
    Path file = model.resolve("config.json");
    JsonObject config = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    int context = config.get("max_position_embeddings").getAsInt();
    config.add("rope_scaling", JsonParser.parseString("{\"type\": \"dynamic\", \"factor\": 2}"));
    Files.writeString(file, config.toString());

    Run longer = importModel("--quant", "f32", "--context", Integer.toString(context + 1));
    assertThat(longer.exitCode()).as(longer.err()).isZero();
    assertThat(longer.err())
        .contains(
            "context of "
                + context
                + " tokens, the longest of this model, not of "
                + (context + 1));
    try (Bundle bundle = Bundle.open(out)) {
      assertThat(bundle.manifest().config().context()).isEqualTo(context);
    }
    assertThat(importModel("--quant", "f32", "--context", Integer.toString(context)).err())
        .doesNotContain("not of");
  }

  @Test
  public void import_calibratedWithNothing_isRefused_withLittle_saysSo() throws IOException {
    Path text = folder.newFile("calibration.txt").toPath();
    Run nothing = importModel("--calibrate", text.toString());
    assertThat(nothing.exitCode()).isEqualTo(1);
    assertThat(nothing.err())
        .endsWith(text + ": expected a text to calibrate with but found nothing\n");

    Files.writeString(text, "Quite short.");
    Run little = importModel("--calibrate", text.toString());
    assertThat(little.exitCode()).as(little.err()).isZero();
    assertThat(little.err())
        .containsPattern("the text of --calibrate has \\d+ tokens, of a longer");
    assertThat(importModel().err()).doesNotContain("--calibrate");
  }

  @Test
  public void import_calibrateWhereNothingIsCalibrated_isRefused() throws IOException {
    String text = folder.newFile("calibration.txt").toString();
    String[][] rows = {
      {"--quant", "f16", "float16"},
      {"--quant", "f32", "float32"},
      {"--no-smoothing", "--quant=int8", "int8-per-channel with --no-smoothing"},
    };
    for (String[] row : rows) {
      Run run = importModel(row[0], row[1], "--calibrate", text);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("--calibrate: expected a kind that is").contains(row[2]);
    }
    assertThat(out).doesNotExist();
  }

  @Test
  public void import_chatTemplate_replacesTheModelsOwn() throws IOException {
    Path template = folder.getRoot().toPath().resolve("other.jinja");
    Files.writeString(template, "{{ messages[0].content }}");
    Files.delete(model.resolve("chat_template.jinja"));

    Run without = importModel();
    Run with = importModel("--chat-template", template.toString());

    assertThat(without.exitCode()).isEqualTo(1);
    assertThat(without.err()).contains("chat template: expected");
    assertThat(with.exitCode()).as(with.err()).isZero();
    try (Bundle bundle = Bundle.open(out)) {
      assertThat(bundle.template().source()).isEqualTo("{{ messages[0].content }}");
    }
  }

  @Test
  public void import_card_replacesTheModelsOwn() throws IOException {
    Path card = folder.getRoot().toPath().resolve("shipped.md");
    Files.writeString(card, "# Small One\n\nOften wrong.\n");

    Run run = importModel("--card", card.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    try (Bundle bundle = Bundle.open(out)) {
      assertThat(bundle.card()).isEqualTo("# Small One\n\nOften wrong.\n");
    }
  }

  @Test
  public void import_emptyCard_isRefusedByName() throws IOException {
    Path card = Files.createFile(folder.getRoot().toPath().resolve("shipped.md"));

    Run run = importModel("--card", card.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("shipped.md: expected a card in Markdown but found nothing");
    assertThat(out).doesNotExist();
  }

  /** A model that was opened before its card is refused would stay open: there is none here. */
  @Test
  public void import_cardThatCannotBeRead_isRefusedBeforeTheModelIsOpened() throws IOException {
    Path cards = folder.newFolder("cards").toPath();
    Path blank = Files.writeString(cards.resolve("blank.md"), " \n");
    Path latin = Files.write(cards.resolve("latin.md"), new byte[] {'#', ' ', (byte) 0xe9});
    for (Path card : List.of(blank, latin, cards.resolve("absent.md"))) {
      Run run = Tool.withoutEngine().run("import", "nowhere", "--card", card.toString());

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains(card.toString()).doesNotContain("nowhere");
    }
  }

  /** Whoever gave a template first would then be told that there are no weights. */
  @Test
  public void import_picklesAndNoTemplate_speaksOfTheWeights() throws IOException {
    Files.delete(model.resolve("chat_template.jinja"));
    Files.move(model.resolve("model.safetensors"), model.resolve("pytorch_model.bin"));

    Run run = importModel();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("pytorch_model.bin", "get the model.safetensors", "save_pretrained")
        .doesNotContain("chat template");
  }

  @Test
  public void import_noSmoothing_leavesActivationsAndTheManifestSaysNothing() throws IOException {
    Run smoothed = importModel();
    Run shown = Tool.withoutEngine().run("inspect", out.toString());
    try (Bundle bundle = Bundle.open(out)) {
      assertThat(bundle.manifest().provenance()).containsKey("smoothing");
    }
    Run plain = importModel("--no-smoothing");
    try (Bundle bundle = Bundle.open(out)) {
      assertThat(bundle.manifest().provenance()).doesNotContainKey("smoothing");
    }

    assertThat(smoothed.exitCode()).as(smoothed.err()).isZero();
    assertThat(shown.out()).contains("SmoothQuant by powers of two, 512 tokens");
    assertThat(plain.exitCode()).as(plain.err()).isZero();
  }

  @Test
  public void import_keepOfFloats_isWrongUsage() {
    Run run = importModel("--quant", "keep");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected weights on a 4-bit grid");
  }

  @Test
  public void import_smallWithInt8_holdsTwoGraphsThatBothCanBeAskedFor() throws IOException {
    Run run = importModel("--quant", "small", "--with-int8", "--force");
    Run inspected = Tool.withoutEngine().run("inspect", out.toString());
    Run verified = Tool.withoutEngine().run("verify", out.toString(), "--positions", "16");
    Path text = Files.writeString(folder.getRoot().toPath().resolve("text"), "abc ".repeat(200));
    List<String> perplexity =
        List.of("perplexity", out.toString(), "--text", text.toString(), "--json");
    Tool tool = Tool.withEngine(new ModelEngines());
    Run first = tool.run(perplexity);
    Run other = tool.run(perplexity, "--variant", "int8");
    Run against = tool.run(perplexity, "--against", model.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("; its int8 graph loaded about ");
    assertThat(run.out()).contains("Of its int8-per-channel graph: ");
    assertThat(inspected.out()).containsPattern("variant +int8-per-channel, about [\\d.]+ MB");
    assertThat(verified.out()).contains("variant int8-per-channel");
    assertThat(verified.exitCode()).as(verified.err()).isZero();
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(other.exitCode()).as(other.err()).isZero();
    assertThat(other.out()).isNotEqualTo(first.out());
    assertThat(against.out()).contains("\"meanKl\":").contains("\"top1Agreement\":");
  }

  @Test
  public void perplexity_variantThatIsNotThere_isWrongUsage() throws IOException {
    importModel();
    Path text = Files.writeString(folder.getRoot().toPath().resolve("text"), "abc ".repeat(200));
    Run run =
        Tool.withEngine(new ModelEngines())
            .run("perplexity", out.toString(), "--text", text.toString(), "--variant", "keep");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--variant: expected one of [int8-per-channel] but found keep");
  }

  @Test
  public void import_withInt8BesideInt8_isWrongUsage() {
    Run run = importModel("--quant", "int8", "--with-int8");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--with-int8: expected --quant keep or small but found int8");
  }

  @Test
  public void import_withInt8OfFloats_isWrongUsage() {
    Run run = importModel("--with-int8");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--with-int8: expected --quant small");
  }

  @Test
  public void import_unknownKind_namesTheKnownOnes() {
    Run run = importModel("--quant", "q4");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected one of int8, small, keep, f16, f32 but found q4");
  }

  @Test
  public void import_bundle_isRefused() throws IOException {
    importModel();

    Run run =
        Tool.withoutEngine()
            .run("import", out.toString(), "-o", out.resolveSibling("b").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("imported already");
  }

  @Test
  public void import_nothing_fails() {
    Run run = Tool.withoutEngine().run("import", "nowhere");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no such file: nowhere");
  }

  private Run importModel(String... options) {
    return Tool.withoutEngine()
        .run(List.of("import", model.toString(), "-o", out.toString()), options);
  }
}
