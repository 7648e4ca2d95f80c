package dev.ember.converter.training.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.preference.TinyWorld;
import dev.ember.converter.training.reward.RewardCommand;
import dev.ember.converter.training.testing.StopAfter;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Embeddings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public final class EvalCommandTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path folder;
  private Path model;
  private Path numbers;

  @Before
  public void writeModel() throws IOException {
    folder = temporary.newFolder().toPath();
    model = write("model", TinyWorld.CONFIG, 1);
    numbers = folder.resolve("eval/training/eval.json");
  }

  @Test
  public void execute_stopped_endsBeforeTheNextAnswersAndKeepsWhatItDidNotReach()
      throws IOException {
    Path prompts = folder.resolve("prompts.txt");
    Files.writeString(prompts, "Tell me of the dog\n".repeat(20)); // two batches of answers
    Path second = write("second", TinyWorld.CONFIG, 2);
    Path third = write("third", TinyWorld.CONFIG, 3);
    assertThat(eval(() -> false, model, third, "--prompts", prompts)).isTrue();
    assertThat(judged()).containsExactly(model.toString(), third.toString());

    // Asked before each of the first two models, behind the pairs, before each batch of answers.
    BooleanSupplier beforeTheSecondBatch = new StopAfter(4);
    assertThat(eval(beforeTheSecondBatch, model, second, third, "--prompts", prompts)).isFalse();
    assertThat(judged()).containsExactly(model.toString(), third.toString());

    BooleanSupplier beforeTheThirdModel = new StopAfter(5);
    assertThat(eval(beforeTheThirdModel, model, second, third, "--prompts", prompts)).isFalse();
    assertThat(judged()).containsExactly(model.toString(), second.toString(), third.toString());
    assertThat(Files.readString(numbers.resolveSibling("answers.md")))
        .contains("# " + second, "# " + third);

    assertThat(eval(() -> false, model, second, "--prompts", prompts)).isTrue();
    assertThat(judged()).containsExactly(model.toString(), second.toString());
  }

  @Test
  public void execute_aQuestionThatLeavesNoRoom_isNamedBeforeAnyAnswer() throws IOException {
    Path questions = folder.resolve("questions.jsonl");
    Files.writeString(
        questions,
        "{\"id\":\"short\",\"turns\":[\"Tell me\"],\"rubric\":\"\"}\n"
            + "{\"id\":\"long\",\"turns\":[\"Tell me\",\"%s\"],\"rubric\":\"\"}\n"
                .formatted("dog ".repeat(100).strip()));
    assertThatThrownBy(() -> eval(() -> false, model, "--prompts", questions))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            questions
                + ", question long: expected a turn of at most 59 tokens, which is what "
                + model
                + " has beside an answer of 5, but found ");
    assertThat(numbers).doesNotExist();
  }

  @Test
  public void execute_aChatLongerThanTheRewardModelsWindow_isScoredByItsEnd() throws IOException {
    DecoderConfig longer = TinyWorld.CONFIG.toBuilder().context(256).build();
    Path speaker = write("speaker", longer, 1);
    Path reward = reward();
    Path questions = folder.resolve("questions.jsonl");
    String turn = "Tell me of the dog and of the cat";
    Files.writeString(
        questions,
        "{\"id\":\"q\",\"turns\":[\"%1$s\",\"%1$s\",\"%1$s\"],\"rubric\":\"\"}\n".formatted(turn));
    assertThat(eval(() -> false, speaker, "--prompts", questions, "--reward", reward)).isTrue();
    assertThat(models().get(0).getAsJsonObject().get("reward").getAsDouble()).isFinite();

    Files.writeString(
        questions, "{\"turns\":[\"%s\"],\"rubric\":\"\"}%n".formatted(turn.repeat(5)));
    assertThatThrownBy(() -> eval(() -> false, speaker, "--prompts", questions, "--reward", reward))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(questions + ", question 1: expected a turn with its answer of at")
        .hasMessageContaining("64 tokens, the window of the reward model, but found");
  }

  /** Of a window of 64 positions, each with a row of its own: there is no 65th. */
  private Path reward() throws IOException {
    Path pairs = folder.resolve("pairs.jsonl");
    Files.write(pairs, TinyWorld.lines());
    DecoderConfig positions =
        TinyWorld.CONFIG.toBuilder().embeddings(new Embeddings(true, 1, true)).build();
    Path begin = write("begin", positions, 4);
    Path reward = folder.resolve("reward");
    String options = "--steps=1 --threads=1 --precision=float32 --from=%s --pairs=%s --out=%s";
    assertThat(
            new CommandLine(new RewardCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(options.formatted(begin, pairs, reward).split(" ")))
        .isZero();
    return reward;
  }

  private Path write(String name, DecoderConfig config, long seed) throws IOException {
    Path made = Files.createDirectories(folder.resolve(name));
    try (Checkpoint tiny = TinyWorld.checkpoint(1);
        Parameters weights = Parameters.random(config, seed)) {
      tiny.write(made, weights);
    }
    return made;
  }

  private boolean eval(BooleanSupplier stop, Object... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("--threads=1", "--answer-tokens=5"));
    all.add("--out=" + folder.resolve("eval"));
    Stream.of(words).map(Object::toString).forEach(all::add);
    EvalCommand command = new EvalCommand();
    new CommandLine(command).parseArgs(all.toArray(new String[0]));
    return command.prepare().execute(stop);
  }

  private List<String> judged() throws IOException {
    return models().asList().stream()
        .map(one -> one.getAsJsonObject().get("model").getAsString())
        .toList();
  }

  private JsonArray models() throws IOException {
    return JsonParser.parseString(Files.readString(numbers))
        .getAsJsonObject()
        .getAsJsonArray("models");
  }
}
