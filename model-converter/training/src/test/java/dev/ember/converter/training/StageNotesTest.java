package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.preference.TinyWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the folders of stages tell a bundle, by which the app sees that they belong together. */
public final class StageNotesTest {
  private static final int STEPS = 3;
  private static final Path RECIPE_BASE = Path.of("../../recipes/ember-small/base");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path folder;
  private Path pairs;

  @Before
  public void writeWorld() throws IOException {
    folder = temporary.newFolder().toPath();
    pairs = folder.resolve("pairs.jsonl");
    Files.write(pairs, TinyWorld.lines());
    Files.createDirectories(folder.resolve("model"));
    try (Checkpoint checkpoint = TinyWorld.checkpoint(1)) {
      checkpoint.write(folder.resolve("model"));
    }
  }

  @Test
  public void notes_ofTwoStages_nameParentDataAndCost() throws IOException {
    Map<String, String> first = dpo("model", "dpo");
    Map<String, String> second = dpo("dpo", "again");

    assertThat(first)
        .containsEntry("stage", "dpo")
        .containsEntry("data", "pairs.jsonl")
        .containsEntry("trainingSteps", Integer.toString(STEPS))
        .containsKeys("parent", "trainingTokens", "trainingSeconds");
    assertThat(second)
        .containsEntry("parent", first.get("checkpoint"))
        .doesNotContainEntry("checkpoint", first.get("checkpoint"));
  }

  @Test
  public void notes_ofTheRecipesOwnBase_areTheParentOfWhatIsTunedFromIt() throws IOException {
    Map<String, String> base = notes(RECIPE_BASE);
    Map<String, String> tuned = dpo(RECIPE_BASE.toAbsolutePath().toString(), "tuned");

    assertThat(base).containsEntry("stage", "pretrain").containsKeys("checkpoint", "data");
    assertThat(tuned).containsEntry("parent", base.get("checkpoint"));
  }

  /** Runs a stage and reads what an export of it would write into the manifest. */
  private Map<String, String> dpo(String from, String to) throws IOException {
    List<String> words = new ArrayList<>(List.of("dpo", "--pairs", pairs.toString()));
    words.addAll(List.of("--from", folder.resolve(from).toString()));
    words.addAll(List.of("--out", folder.resolve(to).toString()));
    words.addAll(List.of("--steps", "" + STEPS, "--threads", "1", "--precision", "float32"));
    assertThat(TrainerMain.commandLine().execute(words.toArray(new String[0]))).isZero();
    return notes(folder.resolve(to));
  }

  private static Map<String, String> notes(Path model) throws IOException {
    try (ModelSource source = ModelSources.open(model)) {
      return source.notes().facts();
    }
  }
}
