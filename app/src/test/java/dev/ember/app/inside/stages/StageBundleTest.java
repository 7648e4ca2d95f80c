package dev.ember.app.inside.stages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.testing.TinyCheckpoint;
import dev.ember.converter.export.BundleExport;
import dev.ember.converter.export.ExportOptions;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.parity.ParityException;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.weights.Quantization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * From the folders that the stages of a recipe leave, through the export, to the screen that finds
 * them. What such a folder says is pinned on the other side by {@code StageNotesTest}.
 */
public final class StageBundleTest {
  private static final int CONTEXT = 64;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void find_theRecipesThreeBundles_inTheOrderOfTheirTraining() throws Exception {
    Path base = stage("pretrain", "nothing", "sources", 40);
    Path tuned = stage("sft", base.toString(), "sources", 8);
    Path preferred = stage("dpo", tuned.toString(), "pairs", 2);
    List<Path> others = List.of(bundle(preferred, "ember-preference"), bundle(base, "ember-base"));

    try (OpenModel own = OpenModel.open(bundle(tuned, "ember-sft"))) {
      List<Stage> family = StageFamily.find(own, others);
      assertThat(family)
          .extracting(Stage::name)
          .containsExactly("ember-base", "ember-sft", "ember-preference");
      assertThat(family.get(0).facts().base()).isTrue();
      assertThat(family.get(1).file()).as("the one that is open anyway").isNull();
      assertThat(family.get(2).facts().data().files()).isEqualTo("pairs.jsonl");
      assertThat(family.get(2).facts().cost()).isEqualTo(new StageFacts.Cost(2, 2_000, 2));
    }
  }

  @Test
  public void find_whatShipsAndItsStageOutOfThePack_areOneStage() throws Exception {
    Path base = stage("pretrain", "nothing", "sources", 40);
    Path tuned = stage("sft", base.toString(), "sources", 8);
    List<Path> pack = List.of(bundle(tuned, "ember-sft"), bundle(base, "ember-base"));

    try (OpenModel shipped = OpenModel.open(bundle(tuned, "Ember Small"))) {
      assertThat(StageFamily.find(shipped, pack))
          .extracting(Stage::name)
          .containsExactly("ember-base", "Ember Small");
    }
  }

  /** A folder as {@code ./ember STAGE} leaves it. */
  private Path stage(String stage, String from, String data, int steps) throws IOException {
    Path folder = temporary.newFolder().toPath();
    TinyCheckpoint.write(folder, steps);
    Files.createDirectories(folder.resolve("training"));
    write(
        folder.resolve("training/run.json"),
        "{\"stage\":\"%s\",\"settings\":{\"%s\":\"[/somewhere/%s.jsonl]\",\"from\":\"%s\"}}",
        stage,
        data,
        data,
        from);
    StringBuilder speed = new StringBuilder();
    for (int i = 0; i < steps; i++) {
      String line = "{\"stage\":\"x\",\"step\":%d,\"seconds\":1.0000,\"tokensPerSecond\":1000.0}\n";
      speed.append(String.format(line, i));
    }
    write(folder.resolve("training/speed.jsonl"), "%s", speed);
    return folder;
  }

  private static void write(Path file, String format, Object... values) throws IOException {
    Files.write(file, String.format(format, values).getBytes(UTF_8));
  }

  private Path bundle(Path stage, String name) throws IOException, ParityException {
    Path bundle = temporary.getRoot().toPath().resolve(name + ".ember");
    ExportOptions options =
        new ExportOptions(name, Quantization.INT8_PER_CHANNEL, CONTEXT, 1, Map.of());
    try (ModelSource source = ModelSources.open(stage)) {
      BundleExport.export(source, bundle, options, (step, fraction) -> {});
    }
    return bundle;
  }
}
