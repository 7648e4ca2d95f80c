package dev.ember.converter.cli.template;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.ember.inference.chat.TemplateVariables;
import dev.ember.inference.chat.jinja.Template;
import dev.ember.inference.chat.jinja.TemplateException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.time.LocalDateTime;

/** Answers each line of variables by one line, and a bad one by what is wrong with it. */
public final class RenderedLines {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final TemplateText template;
  private final boolean generationPrompt;
  private final LocalDateTime now;

  /**
   * @param generationPrompt {@code add_generation_prompt} of a line that does not say it
   * @param now what {@code strftime_now} tells
   */
  public RenderedLines(TemplateText template, boolean generationPrompt, LocalDateTime now) {
    this.template = template;
    this.generationPrompt = generationPrompt;
    this.now = now;
  }

  /** Renders each line of a text of JSON Lines; empty lines are none. */
  public void print(String lines, PrintWriter out) throws IOException {
    BufferedReader reader = new BufferedReader(new StringReader(lines));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (!line.isBlank()) {
        out.println(GSON.toJson(answer(line)));
      }
    }
  }

  private JsonObject answer(String line) {
    JsonObject answer = new JsonObject();
    try {
      answer.addProperty("text", render(line));
    } catch (TemplateException failed) {
      // What a template says itself is given as it says it.
      String error = failed.isRefusal() ? failed.reason() : String.valueOf(failed.getMessage());
      answer.addProperty("error", error);
    } catch (IOException malformed) {
      answer.addProperty("error", "malformed line: " + malformed.getMessage());
    }
    return answer;
  }

  private String render(String line) throws IOException {
    TemplateVariables variables =
        template
            .withDefaults(TemplateVariables.ofObject(line))
            .withDefault("add_generation_prompt", generationPrompt);
    return variables.render(Template.parse(template.source()), now);
  }
}
