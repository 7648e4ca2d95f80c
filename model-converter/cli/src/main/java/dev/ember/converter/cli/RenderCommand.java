package dev.ember.converter.cli;

import dev.ember.converter.cli.template.RenderedLines;
import dev.ember.converter.cli.template.TemplateText;
import dev.ember.inference.chat.TemplateVariables;
import dev.ember.inference.chat.jinja.Template;
import dev.ember.inference.chat.jinja.TemplateException;
import dev.ember.inference.file.Utf8File;
import dev.ember.inference.json.JsonFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code ember render}: what a chat template makes of messages, before any tokenizer sees it.
 *
 * <pre>
 * ember render chat_template.jinja --messages chat.json --generation-prompt
 * ember render chatml --messages many.jsonl     {"text":"..."} or {"error":"..."} a line
 * </pre>
 */
@Command(
    name = "render",
    description = "Show the text that a chat template makes of messages.",
    footer = {
      "",
      "The messages are one JSON array, [{\"role\": \"user\", \"content\": \"Hi\"}, ...]: then the"
          + " text and nothing else is on standard output. Or they are JSON Lines, each an object"
          + " of the template's variables (messages, add_generation_prompt, tools, bos_token, ...):"
          + " then each is answered by one line, {\"text\": ...} or {\"error\": ...}."
    })
final class RenderCommand extends ToolCommand {
  private static final String STANDARD_INPUT = "-";

  @Parameters(
      paramLabel = "SOURCE",
      description =
          "A model (folder, GGUF, bundle), a template's file, or the name of a known template.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String source;

  @Option(
      names = "--messages",
      required = true,
      paramLabel = "FILE",
      description = "The messages, - for standard input.")
  private String messages = "";

  @Option(names = "--generation-prompt", description = "Open the assistant's next turn.")
  private boolean generationPrompt;

  @Option(
      names = "--now",
      paramLabel = "TIME",
      description = "What the template's clock shows, as 2026-01-15T09:30:00 (default: now).")
  private @Nullable LocalDateTime now;

  @Override
  public Integer call() throws IOException {
    TemplateText template = TemplateText.open(source);
    String text = messagesText();
    LocalDateTime time = now != null ? now : LocalDateTime.now(ZoneId.systemDefault());
    if (isArray(text)) {
      renderOne(template, text, time);
    } else {
      new RenderedLines(template, generationPrompt, time).print(text, stdout());
    }
    stdout().flush();
    return ExitCode.OK;
  }

  private void renderOne(TemplateText template, String array, LocalDateTime time)
      throws IOException {
    try {
      TemplateVariables variables = TemplateVariables.ofMessages(array, generationPrompt);
      Template parsed = Template.parse(template.source());
      PrintWriter out = stdout();
      out.print(template.withDefaults(variables).render(parsed, time)); // no line break is added
    } catch (TemplateException failed) {
      throw new IOException(template.origin() + ": " + failed.getMessage(), failed);
    } catch (JsonFormatException malformed) {
      throw new IOException(messages + ": " + malformed.getMessage(), malformed);
    }
  }

  private static boolean isArray(String text) {
    return text.stripLeading().startsWith("[");
  }

  private String messagesText() throws IOException {
    return messages.equals(STANDARD_INPUT)
        ? Utf8File.decode(ember().in().readAllBytes(), "standard input")
        : Utf8File.read(Path.of(messages));
  }
}
