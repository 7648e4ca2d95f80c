package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.cli.Tool.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The verb as a script calls it, over what real Jinja2 renders. */
public final class RenderConformanceTest {
  private static final Path VECTORS = Path.of(System.getProperty("ember.vectors"), "templates");
  private static final String NOW = "2026-01-15T09:30:00";

  /** One that raises, one with a date, one with tools. */
  private static final List<String> TEMPLATES =
      List.of(
          "google-gemma-2-2b-it",
          "meta-llama-Llama-3.2-3B-Instruct",
          "NousResearch-Hermes-3-Llama-3.1-8B-tool_use");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Map<String, JsonElement> conversations = new HashMap<>();

  @Test
  public void render_linesOfVariables_answersWhatJinjaRenders() throws IOException {
    readConversations();
    for (String name : TEMPLATES) {
      JsonArray expected = json(name + ".expected.json").getAsJsonArray();
      StringBuilder lines = new StringBuilder();
      for (JsonElement one : expected) {
        lines.append(variables(name, one.getAsJsonObject())).append('\n');
      }

      Run run = render(name, lines.toString());

      List<String> answers = run.out().lines().toList();
      assertThat(answers).hasSameSizeAs(expected);
      for (int i = 0; i < answers.size(); i++) {
        requireEqual(answers.get(i), expected.get(i).getAsJsonObject());
      }
    }
  }

  @Test
  public void render_array_printsWhatJinjaRenders() throws IOException {
    readConversations();
    int renderings = 0;
    for (JsonElement element : json("chatml.expected.json").getAsJsonArray()) {
      JsonObject one = element.getAsJsonObject();
      boolean prompt = one.get("add_generation_prompt").getAsBoolean();
      String messages = conversation(one).toString();

      Run run = render("chatml", messages, prompt ? List.of("--generation-prompt") : List.of());

      assertThat(run.out()).isEqualTo(one.get("expected").getAsString());
      renderings++;
    }
    assertThat(renderings).isEqualTo(82);
  }

  private static void requireEqual(String answer, JsonObject expected) {
    JsonObject found = JsonParser.parseString(answer).getAsJsonObject();
    if (expected.has("expected")) {
      assertThat(found.get("text")).as(answer).isEqualTo(expected.get("expected"));
    } else {
      JsonObject error = expected.getAsJsonObject("error");
      assertThat(found.has("error")).as(answer).isTrue();
      if (error.get("type").getAsString().equals("TemplateError")) {
        assertThat(found.get("error")).isEqualTo(error.get("message"));
      }
    }
  }

  private JsonObject variables(String name, JsonObject one) throws IOException {
    JsonObject variables =
        json("variables.json").getAsJsonObject().getAsJsonObject(name).deepCopy();
    variables.add("messages", conversation(one));
    variables.add("add_generation_prompt", one.get("add_generation_prompt"));
    return variables;
  }

  private JsonElement conversation(JsonObject one) {
    String id = one.get("conversation").getAsString();
    return Objects.requireNonNull(conversations.get(id), id);
  }

  private Run render(String name, String messages) throws IOException {
    return render(name, messages, List.of());
  }

  private Run render(String name, String messages, List<String> options) throws IOException {
    Path file = Files.writeString(folder.getRoot().toPath().resolve("messages"), messages);
    String template = VECTORS.resolve(name + ".jinja").toString();
    Run run =
        Tool.withoutEngine()
            .run(
                List.of("render", template, "--messages", file.toString(), "--now", NOW),
                options.toArray(new String[0]));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private void readConversations() throws IOException {
    for (JsonElement one : json("conversations.json").getAsJsonArray()) {
      JsonObject conversation = one.getAsJsonObject();
      conversations.put(conversation.get("id").getAsString(), conversation.get("messages"));
    }
  }

  private static JsonElement json(String file) throws IOException {
    return JsonParser.parseString(Files.readString(VECTORS.resolve(file)));
  }
}
