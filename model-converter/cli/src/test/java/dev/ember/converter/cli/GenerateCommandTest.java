package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.cli.Tool.Run;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class GenerateCommandTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @SuppressWarnings("NullAway.Init") // set before each test
  private ScriptedEngine model;

  @Before
  public void script() {
    model = new ScriptedEngine(folder.getRoot().toPath(), "é <b>");
  }

  @Test
  public void generate_prompt_printsTheAnswerAlone() {
    Run run = generate("--prompt", "Hi");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualToNormalizingNewlines("é <b>\n");
    assertThat(run.err()).isEmpty();
    assertThat(model.prompt()).startsWith("<|im_start|>user\nHi<|im_end|>\n");
  }

  @Test
  public void generate_json_tellsTextTokensReasonAndCosts() {
    Run run = generate("--prompt", "Hi", "--json");

    assertThat(run.out()).contains("\"text\":\"é <b>\",\"tokens\":[195,169,32,60,98,62]");
    JsonObject object = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(object.get("finishReason").getAsString()).isEqualTo("stop");
    assertThat(object.get("promptTokens").getAsInt()).isEqualTo(21);
    assertThat(object.get("generatedTokens").getAsInt()).isEqualTo(6);
    assertThat(object.get("prefillNanos").getAsLong()).isPositive();
    assertThat(object.get("decodeNanos").getAsLong()).isPositive();
  }

  @Test
  public void generate_maxTokens_endsThere() {
    Run run = generate("--prompt", "Hi", "--json", "--max-tokens", "3");

    JsonObject object = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(object.get("text").getAsString()).isEqualTo("é ");
    assertThat(object.get("finishReason").getAsString()).isEqualTo("max_tokens");
  }

  @Test
  public void generate_raw_readsThePromptWithoutATemplate() {
    Run run = generate("--prompt", "Hi", "--raw", "--json", "--max-tokens", "1");

    JsonObject object = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(object.get("promptTokens").getAsInt()).isEqualTo(2);
  }

  @Test
  public void generate_rawNothing_isWrongUsage() {
    Run run = generate("--prompt", "", "--raw");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected a prompt of 1 to 512 tokens but found 0");
  }

  @Test
  public void generate_noPrompt_isWrongUsage() {
    Run run = generate();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--prompt");
  }

  @Test
  public void generate_valueOutOfRange_isSaidOfTheOption() {
    String[][] rows = {
      {"--top-k=-1", "expected --top-k of at least 0 but found -1"},
      {"--repetition-window=-2", "expected --repetition-window of at least 0 but found -2"},
      {"--top-p=2", "expected --top-p from 0.0 to 1.0 but found 2.0"},
      {"--max-tokens=0", "expected --max-tokens of at least 1 but found 0"},
    };
    for (String[] row : rows) {
      Run run = generate("--prompt", "Hi", row[0]);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains(row[1]);
    }
  }

  @Test
  public void generate_aReplayThatCannotBeWritten_isRefusedBeforeTheAnswer() {
    String nowhere = folder.getRoot() + "/none/kept.json";
    Run run = generate("--prompt", "Hi", "--replay", nowhere);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("ember: " + nowhere + ": expected a folder to write it into");
  }

  @Test
  public void generate_guess_isTheSameAnswer() {
    Run run = generate("--prompt", "Hi", "--guess");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualToNormalizingNewlines("é <b>\n");
  }

  @Test
  public void generate_guessAndReplay_isWrongUsage() {
    Run run = generate("--prompt", "Hi", "--guess", "--replay", "kept.json");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected --guess or --replay but found both");
  }

  private Run generate(String... options) {
    return Tool.withEngine(model).run(List.of("generate", "any.ember"), options);
  }
}
