package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.Tool.Run;
import dev.ember.inference.bundle.SmallBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class RenderCommandTest {
  private static final String TEMPLATE =
      "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no system') }}"
          + "{% endif %}[{{ m.role }}]{{ m.content }}\n{% endfor %}"
          + "{% if add_generation_prompt %}[assistant]{% endif %}{{ bos_token }}";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path template;

  @Before
  public void write() throws IOException {
    template = file("chat.jinja", TEMPLATE);
  }

  @Test
  public void render_array_printsTheTextAndNothingMore() throws IOException {
    Run run = render(template, "[{\"role\":\"user\",\"content\":\"你好 <b>\"}]");

    assertThat(run.out()).isEqualTo("[user]你好 <b>\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  public void render_generationPrompt_opensTheTurn() throws IOException {
    Run run = render(template, "[]", "--generation-prompt");

    assertThat(run.out()).isEqualTo("[assistant]");
  }

  @Test
  public void render_standardInput_isReadForADash() {
    Run run =
        Tool.withoutEngine()
            .input("[{\"role\":\"user\",\"content\":\"a\"}]")
            .run("render", template.toString(), "--messages", "-");

    assertThat(run.out()).isEqualTo("[user]a\n");
  }

  @Test
  public void render_lines_answersEachInOrder() throws IOException {
    String lines =
        """
        {"messages":[{"role":"user","content":"\\"1\\""}],"bos_token":"<s>"}
        {"messages":[{"role":"system","content":""}]}
        {"messages":

        {"messages":[],"add_generation_prompt":true}
        """;

    Run run = render(template, lines);

    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            {"text":"[user]\\"1\\"\\n<s>"}
            {"error":"no system"}
            {"error":"malformed line: $.messages: expected JSON but found the end of the text after it"}
            {"text":"[assistant]"}
            """);
    assertThat(run.exitCode()).isZero();
  }

  @Test
  public void render_linesWithATemplateThatDoesNotParse_answersEachByTheError() throws IOException {
    Run run = render(file("broken.jinja", "a\n{% if %}"), "{}\n{}\n");

    assertThat(run.out().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"error\":\"line 2"));
  }

  @Test
  public void render_refusal_failsWithTheTemplatesOwnWords() throws IOException {
    Run run = render(template, "[{\"role\":\"system\",\"content\":\"x\"}]");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("chat.jinja: line 1: no system");
  }

  @Test
  public void render_now_isWhatTheTemplatesClockShows() throws IOException {
    Path clock = file("clock.jinja", "{{ strftime_now('%d %b %Y %H:%M') }}");

    Run run = render(clock, "[]", "--now", "2026-01-15T09:30:00");

    assertThat(run.out()).isEqualTo("15 Jan 2026 09:30");
  }

  @Test
  public void render_nowThatIsNoTime_isWrongUsage() throws IOException {
    assertThat(render(template, "[]", "--now", "noon").exitCode()).isEqualTo(2);
  }

  @Test
  public void render_bundle_usesItsTemplate() throws IOException {
    Path bundle = folder.getRoot().toPath().resolve("small.ember");
    new SmallBundle().write(bundle);

    Run run = render(bundle, "[{\"role\":\"user\",\"content\":\"Hi\"}]");

    assertThat(run.out()).startsWith("<|im_start|>user\nHi<|im_end|>");
  }

  @Test
  public void render_folder_usesItsTemplateAndTokens() throws IOException {
    Path model = folder.newFolder("model").toPath();
    Files.writeString(model.resolve("config.json"), "{\"model_type\":\"llama\"}");
    Files.writeString(
        model.resolve("tokenizer_config.json"),
        "{\"chat_template\":\"{{ bos_token }}{{ eos_token }}\",\"bos_token\":\"<s>\","
            + "\"eos_token\":{\"content\":\"</s>\"}}");

    assertThat(render(model, "[]").out()).isEqualTo("<s></s>");
    Files.delete(model.resolve("config.json"));
    assertThat(render(model, "[]").out()).isEqualTo("<s></s>");
    assertThat(render(model.resolve("tokenizer_config.json"), "[]").out()).isEqualTo("<s></s>");
  }

  @Test
  public void render_knownName_usesThatTemplate() throws IOException {
    Run run =
        render(
            Path.of("chatml"), "[{\"role\":\"user\",\"content\":\"Hi\"}]", "--generation-prompt");

    assertThat(run.out()).isEqualTo("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n");
  }

  @Test
  public void render_unknownName_namesTheKnownOnes() throws IOException {
    Run run = render(Path.of("nowhere"), "[]");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("nowhere").contains("known template").contains("chatml, ");
  }

  @Test
  public void render_folderWithoutATemplate_says() throws IOException {
    Run run = render(folder.newFolder("empty").toPath(), "[]");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("expected a chat template but found none");
  }

  private Run render(Path source, String messages, String... options) throws IOException {
    Path file = file("messages", messages);
    return Tool.withoutEngine()
        .run(List.of("render", source.toString(), "--messages", file.toString()), options);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.getRoot().toPath().resolve(name), text);
  }
}
