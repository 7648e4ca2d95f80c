package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.model.Floats;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.preference.PreferenceEntry;
import dev.ember.converter.training.preference.PreferenceReader;
import dev.ember.converter.training.preference.RankedAnswers;
import dev.ember.converter.training.preference.TinyWorld;
import dev.ember.converter.training.reward.RewardCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The way to the desktop: the file is what the app shares after the taps of its {@code
 * LabellerTapTest}, byte for byte.
 */
public final class LabelledOnAPhoneTest {
  private static final Path FILE = Path.of("src/test/resources/labelled-on-a-phone.jsonl");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void reward_ofTheAppsFile_prefersWhatWasChosen() throws IOException {
    Path model = temporary.newFolder().toPath();
    try (Checkpoint checkpoint = TinyWorld.checkpoint(1)) {
      checkpoint.write(model);
    }
    Path reward = temporary.newFolder().toPath();
    String command =
        "reward --out %s --steps 60 --threads 1 --precision float32 --rate 0.01 --from %s --pairs"
            + " %s";
    assertThat(
            TrainerMain.commandLine()
                .execute(String.format(command, reward, model, FILE).split(" ")))
        .isZero();

    List<PreferenceEntry> entries = PreferenceReader.read(FILE);
    assertThat(entries).hasSize(8);
    try (RewardCheckpoint judge = RewardCheckpoint.open(reward);
        PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      for (PreferenceEntry entry : entries) {
        RankedAnswers pair = entry.draw(new SplittableRandom(0));
        List<AnsweredPrompt> answers =
            pair.answers().stream()
                .map(answer -> judge.encoder().answered(pair.prompt(), answer.text()))
                .toList();
        float[] scores = Floats.of(judge.model(Precision.FLOAT32).scores(answers)); // [2]
        assertThat(scores[0]).as("%s", pair).isGreaterThan(scores[1]);
      }
    }
    assertThat(Files.readString(reward.resolve("training/reward.json")))
        .as("a phone's eight pairs are too few to hold one out")
        .isEqualToIgnoringWhitespace("{\"pairs\": 0}");
  }
}
