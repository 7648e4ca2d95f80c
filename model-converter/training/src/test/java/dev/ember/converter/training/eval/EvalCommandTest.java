package dev.ember.converter.training.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
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
    assertThatThrownBy(
            () -> eval(() -> false, speaker, "--fresh", "--prompts", questions, "--reward", reward))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(questions + ", question 1: expected a turn with its answer of at")
        .hasMessageContaining("64 tokens, the window of the reward model, but found");
  }

  @Test
  public void execute_severalSeeds_answersAllAnewAndCountsThemTogetherAndApart()
      throws IOException {
    Path questions = folder.resolve("questions.jsonl");
    Files.writeString(
        questions,
        "{\"id\":\"q\",\"group\":\"talk\",\"lang\":\"en\",\"turns\":[\"Tell me\"],"
            + "\"rubric\":\"kind\",\"none\":[\"zebra\"]}\n");
    String[] drawn = {"--prompts=" + questions, "--temperature=2", "--top-p=1"};
    assertThat(eval(() -> false, also(drawn, "--seed=7", "--seeds=3"))).isTrue();
    JsonObject three = models().get(0).getAsJsonObject();
    assertThat(three.getAsJsonArray("answers")).hasSize(3).doesNotHaveDuplicates();
    assertThat(three.getAsJsonArray("seeds").asList())
        .extracting(one -> one.getAsJsonObject().get("seed").getAsLong())
        .containsExactly(7L, 8L, 9L);
    assertThat(three.getAsJsonObject("groups").getAsJsonObject("talk").get("answers").getAsInt())
        .isEqualTo(3);
    assertThat(three.get("wordsFound").getAsDouble()).isEqualTo(1);
    assertThat(Files.readString(numbers.resolveSibling("answers.md")))
        .contains("## talk, seed 7\n", "## talk, seed 9\n");
    assertThat(Files.readString(numbers.resolveSibling("tables.md")))
        .contains("- seeds: 3\n", "| group: all (en) | " + model + " |\n")
        .contains("| talk | 100.0 % (100.0 %) |\n")
        .contains("| seed 8 | stops ");

    assertThat(eval(() -> false, also(drawn, "--seed=8", "--fresh"))).isTrue();
    assertThat(models().get(0).getAsJsonObject().getAsJsonArray("answers").get(0))
        .as("the answer of seed 8, whatever seeds stand beside it")
        .isEqualTo(three.getAsJsonArray("answers").get(1));
  }

  @Test
  public void execute_ownSampling_drawsAsTheModelsFileSays() throws IOException {
    Path prompts = folder.resolve("prompts.txt");
    Files.writeString(prompts, "Tell me of the dog\n");
    assertThat(eval(() -> false, model, "--prompts", prompts, "--own-sampling")).isTrue();
    JsonElement own = models().get(0).getAsJsonObject().get("answers");
    assertThat(eval(() -> false, model, "--prompts", prompts, "--temperature=2", "--fresh"))
        .isTrue();
    assertThat(models().get(0).getAsJsonObject().get("answers")).isNotEqualTo(own);
    assertThat(eval(() -> false, model, "--prompts", prompts, "--temperature=0", "--fresh"))
        .isTrue();
    assertThat(models().get(0).getAsJsonObject().get("answers"))
        .as("this model's file says that it is greedy")
        .isEqualTo(own);
    assertThatThrownBy(() -> eval(() -> false, model, "--own-sampling", "--seeds=3", "--fresh"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            model
                + ": expected a model whose own sampling draws with --seeds 3"
                + " but found a greedy one");
  }

  @Test
  public void execute_otherSettings_areRefusedSoThatNothingIsLost_unlessFresh() throws IOException {
    Path prompts = folder.resolve("prompts.txt");
    Files.writeString(prompts, "Tell me of the dog\nTell me\n");
    Path second = write("second", TinyWorld.CONFIG, 2);
    assertThat(eval(() -> false, model, second, "--prompts", prompts)).isTrue();
    String found = Files.readString(numbers);
    String[][] others = {
      {"--seed=2", "models judged with seed 2 but they were with 1; --fresh forgets them, and"},
      {"--most-prompts=1", "models judged with the prompts that are asked now but they were with"},
      {"--answer-tokens=4", "models judged with answer-tokens 4 but they were with 5; --fresh"},
    };
    for (String[] other : others) {
      assertThatThrownBy(() -> eval(() -> false, model, "--prompts", prompts, other[0]))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(numbers + ": expected " + other[1]);
    }
    assertThatThrownBy(() -> eval(() -> false, second, "--prompts", prompts))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            ".* with first \\S+second of [0-9a-f]{12} but .*model of [0-9a-f]{12};.*");
    Files.delete(numbers.resolveSibling("answers.md"));
    assertThatThrownBy(() -> eval(() -> false, model, "--prompts", prompts, "--seed=2"))
        .isInstanceOf(IOException.class);
    assertThat(Files.readString(numbers)).isEqualTo(found);

    assertThat(eval(() -> false, model, "--prompts", prompts, "--seed=2", "--fresh")).isTrue();
    assertThat(judged()).containsExactly(model.toString());
  }

  @Test
  public void execute_nothingAsked_judgesTheTextsAlone() throws IOException {
    Path text = folder.resolve("text.txt");
    Files.writeString(text, "Yes, a kind word of the dog\n");
    assertThat(eval(() -> false, model, "--text", text, "--most-prompts=0")).isTrue();
    JsonObject found = models().get(0).getAsJsonObject();
    assertThat(found.get("perplexity").getAsDouble())
        .isCloseTo(Math.exp(found.get("loss").getAsDouble()), within(1e-9));
    assertThat(found.has("STOPS")).isFalse();
    assertThat(Files.readString(numbers.resolveSibling("tables.md")))
        .contains("| perplexity of held-out text | ")
        .doesNotContain("| stops by itself |");
  }

  @Test
  public void execute_samplingThatContradictsItself_isRefused() {
    assertThatThrownBy(() -> eval(() -> false, model, "--own-sampling", "--top-p=0.5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--own-sampling or --temperature and --top-p but found both");
    assertThatThrownBy(() -> eval(() -> false, model, "--seeds=2", "--temperature=0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a --temperature above 0 with --seeds 2");
    assertThatThrownBy(() -> eval(() -> false, model, "--seeds=0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--seeds of at least 1 but found 0");
  }

  private Object[] also(String[] options, String... others) {
    return Stream.of(new Object[] {model}, options, others).flatMap(Stream::of).toArray();
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
    List<String> all = new ArrayList<>(List.of("--threads=1"));
    all.add("--out=" + folder.resolve("eval"));
    Stream.of(words).map(Object::toString).forEach(all::add);
    if (all.stream().noneMatch(word -> word.startsWith("--answer-tokens"))) {
      all.add("--answer-tokens=5");
    }
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
