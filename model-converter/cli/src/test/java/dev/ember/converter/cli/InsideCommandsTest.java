package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.cli.Tool.Run;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.SmallBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** explain, attention, neighbours and replay on a real model. */
public final class InsideCommandsTest {
  /** Probabilities of a vocabulary, each a float. */
  private static final float ROUNDING = 1e-4f;

  private static final String MODEL = TestModel.FILE.toString();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void explain_greedy_isTheAnswerThatGenerateGives() {
    Run explained =
        run("explain", "--prompt", "Hello", "--steps", "6", "--temperature", "0", "--json");
    Run generated =
        run(
            "generate",
            MODEL,
            "--prompt",
            "Hello",
            "--max-tokens",
            "6",
            "--temperature",
            "0",
            "--json");
    JsonArray steps = object(explained).getAsJsonArray("steps");
    JsonArray tokens = object(generated).getAsJsonArray("tokens");
    assertThat(tokens).isNotEmpty();
    for (int i = 0; i < tokens.size(); i++) {
      JsonObject step = steps.get(i).getAsJsonObject();
      assertThat(step.get("token")).isEqualTo(tokens.get(i));
      JsonArray candidates = step.getAsJsonArray("candidates");
      assertThat(candidates.get(0).getAsJsonObject().get("rank").getAsInt()).isEqualTo(1);
      assertThat(chanceOf(step.get("token"), candidates)).isEqualTo(1);
    }
  }

  /** What the settings leave of it: by the repetition penalty that need not be the model's best. */
  private static float chanceOf(JsonElement token, JsonArray candidates) {
    for (JsonElement entry : candidates) {
      JsonObject candidate = entry.getAsJsonObject();
      if (candidate.get("token").equals(token)) {
        return candidate.getAsJsonObject("probabilities").get("topP").getAsFloat();
      }
    }
    throw new AssertionError("expected " + token + " among " + candidates);
  }

  @Test
  public void commandsThatLookIntoBundlesAlone_sayThatAnotherModelIsToBeImported()
      throws IOException {
    Path checkpoint = folder.getRoot().toPath().resolve("checkpoint");
    SmallCheckpoint.write(checkpoint);
    String[][] rows = {
      {"attention", "--prompt=Hello"},
      {"neighbours", "dog"},
      {"replay", folder.newFile().toString()},
    };
    for (String[] row : rows) {
      Run run = Tool.withoutEngine().run(row[0], row[1], "--model", checkpoint.toString());
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .startsWith("ember: " + checkpoint + ": expected an .ember bundle, which ember import");
      assertThat(Tool.withoutEngine().run(row[0], "--help").out()).contains("An .ember bundle");
      assertThat(Tool.withoutEngine().run(row[0], "--help").out()).doesNotContain("to import");
    }
  }

  @Test
  public void explain_forPeople_marksTheDrawAndShowsBars() {
    Run run = run("explain", "--prompt", "Hello", "--steps", "2", "--temperature", "0");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("  1  ").contains("drawn at 100.0 %, rank 1").contains("   > ");
    assertThat(run.out()).contains("##############################");
  }

  @Test
  public void explain_unlikelyCandidate_isNotCalledImpossible() {
    Run run =
        run("explain", "--prompt", "Hello", "--steps", "1", "--candidates", "100", "--top-k", "2");
    assertThat(run.out()).contains("< 0.1 % ->     0 %").doesNotContain(" 0.0 %");
  }

  @Test
  public void explain_noStep_isWrongUsage() {
    Run run = run("explain", "--prompt", "Hello", "--steps", "0");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected --steps of at least 1 but found 0");
  }

  @Test
  public void explain_maxTokens_isAnotherNameOfSteps() {
    Run run = run("explain", "--prompt", "Hello", "--max-tokens", "3", "--json");
    assertThat(object(run).getAsJsonArray("steps")).hasSize(3);

    Run both = run("explain", "--prompt", "Hello", "--max-tokens", "3", "--steps", "3");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).contains("either --steps or --max-tokens");
  }

  @Test
  public void attention_json_hasRowsThatSumToOne() {
    Run run = run("attention", "--text", "Hello, how are you?", "--layer", "0", "--json");
    JsonObject object = object(run);
    JsonArray rows = object.getAsJsonArray("attention");
    assertThat(rows).hasSameSizeAs(object.getAsJsonArray("tokens"));
    for (int query = 0; query < rows.size(); query++) {
      float sum = 0;
      for (JsonElement weight : rows.get(query).getAsJsonArray()) {
        sum += weight.getAsFloat();
      }
      assertThat(sum).isCloseTo(1, within(ROUNDING));
    }
    assertThat(object.getAsJsonArray("lens").get(0).getAsJsonArray()).hasSize(3);
  }

  @Test
  public void attention_forPeople_showsTheTriangleAndTheLens() {
    Run run = run("attention", "--text", "Hello, how are you?");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Layer ").contains("the mean of its heads");
    assertThat(run.out())
        .contains("100 % on")
        .contains("What would come next")
        .contains("1 layer ");
    assertThat(run.err()).containsPattern("in [1-9]\\d*\\.\\d kB\\.");
    assertThat(run.err().lines().skip(1))
        .singleElement()
        .asString()
        .matches("Layer 1 (\\d+ )*?(\\d+) of \\2\\.");
  }

  @Test
  public void attention_layerThatIsNotThere_isWrongUsage() {
    Run run = run("attention", "--text", "Hello", "--layer", "99");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected --layer from 0 to").contains("but found 99");
  }

  @Test
  public void neighbours_ofAWord_areOthersNearestFirst() {
    Run run = run("neighbours", "day", "--count", "5", "--json");
    JsonArray neighbours = object(run).getAsJsonArray("neighbours");
    assertThat(neighbours).hasSize(5);
    float last = 1;
    for (JsonElement entry : neighbours) {
      float similarity = entry.getAsJsonObject().get("similarity").getAsFloat();
      assertThat(similarity).isLessThanOrEqualTo(last);
      assertThat(entry.getAsJsonObject().get("text").getAsString()).isNotEqualTo("\" day\"");
      last = similarity;
    }
  }

  @Test
  public void neighbours_analogy_leavesOutItsOwnWords() {
    Run run = run("neighbours", "father", "--minus", "man", "--plus", "woman");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).doesNotContain("\" father\"").doesNotContain("\" woman\"");
    assertThat(run.out().lines()).hasSize(10);
  }

  @Test
  public void replay_ofAnAnswer_isTheSame() throws IOException {
    Path file = folder.getRoot().toPath().resolve("answer.json");
    keep(file);
    Run run = run("replay", file.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("The same \\d+ tokens\\.");
  }

  @Test
  public void replay_changedToken_saysWhereItParts() throws IOException {
    Path file = folder.getRoot().toPath().resolve("answer.json");
    keep(file);
    String text = Files.readString(file, StandardCharsets.UTF_8);
    Files.writeString(file, text.replaceFirst("\"answer\":\\[\\d+", "\"answer\":[0"));
    Run run = run("replay", file.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("Token 1 differs: expected ");
  }

  @Test
  public void replay_promptOrAnswerThatIsNoneOfTheModel_isTheFilesFault() throws IOException {
    Path file = folder.getRoot().toPath().resolve("answer.json");
    keep(file);
    String text = Files.readString(file, StandardCharsets.UTF_8);
    String[][] rows = {
      {"\"prompt\":\\[[^]]*", "\"prompt\":[", ": expected a prompt of 1 to "},
      {"\"prompt\":\\[", "$0" + "1,".repeat(9999), ": expected a prompt of 1 to "},
      {"\"prompt\":\\[", "$09999999,", ": $.prompt: expected tokens below "},
      {"\"prompt\":\\[", "$0-1,", ": $.prompt: expected tokens below "},
      {"\"answer\":\\[", "$09999999,", ": $.answer: expected tokens below "},
    };
    for (String[] row : rows) {
      Files.writeString(file, text.replaceFirst(row[0], row[1]));
      Run run = run("replay", file.toString());
      assertThat(run.exitCode()).as(row[2]).isEqualTo(1);
      assertThat(run.err())
          .startsWith("ember: " + file + row[2])
          .contains(" but found ")
          .hasLineCount(1);
    }
  }

  @Test
  public void generateAndExplain_templateThatRefuses_isTheModelsFault() throws IOException {
    Path file = folder.getRoot().toPath().resolve("silent.ember");
    new SmallBundle()
        .text(EntryName.CHAT_TEMPLATE, "{{ raise_exception('ask me nothing') }}")
        .write(file);
    Tool tool = Tool.withEngine(new ModelEngines());
    for (List<String> command :
        List.of(
            List.of("generate", file.toString()), List.of("explain", "--model", file.toString()))) {
      Run run = tool.run(command, "--prompt", "Hi", "--backend", "reference");
      assertThat(run.exitCode()).as(command.get(0)).isEqualTo(1);
      assertThat(run.err())
          .startsWith("ember: " + file + ", chat template: expected a prompt for the question")
          .contains("ask me nothing")
          .hasLineCount(1);
    }
  }

  @Test
  public void replay_ofAnotherText_saysWhatMakesOne() throws IOException {
    Path file = folder.getRoot().toPath().resolve("README.md");
    Files.writeString(file, "# Ember\n");
    Run run = run("replay", file.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("expected a replay, as ember generate --replay FILE writes it");
  }

  @Test
  public void replay_ofAnotherModel_isRefused() throws IOException {
    Path file = folder.getRoot().toPath().resolve("answer.json");
    keep(file);
    String text = Files.readString(file, StandardCharsets.UTF_8);
    Files.writeString(
        file, text.replaceFirst("\"model\":\"\\w{64}", "\"model\":\"" + "0".repeat(64)));
    Run run = run("replay", file.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("expected the model 0000");
  }

  private void keep(Path file) {
    Run run =
        run(
            "generate",
            MODEL,
            "--prompt",
            "Tell me a joke.",
            "--temperature",
            "0.9",
            "--seed",
            "11",
            "--max-tokens",
            "24",
            "--replay",
            file.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static JsonObject object(Run run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JsonParser.parseString(run.out()).getAsJsonObject();
  }

  private static Run run(String command, String... options) {
    boolean takesIt = !command.equals("generate"); // that command is told its model anyway
    List<String> words = takesIt ? List.of(command, "--model", MODEL) : List.of(command);
    return Tool.withEngine(new ModelEngines()).run(words, options);
  }
}
