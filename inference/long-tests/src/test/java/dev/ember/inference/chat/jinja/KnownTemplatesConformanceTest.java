package dev.ember.inference.chat.jinja;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.ember.inference.chat.KnownTemplate;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

/** Known templates beside others' templates of the same formats: the same text, error by error. */
public final class KnownTemplatesConformanceTest {
  private static final Map<String, String> NAMES =
      Map.of(
          "chatml", "chatml",
          "llama2", "llama-2",
          "zephyr", "zephyr",
          "alpaca", "alpaca",
          "vicuna", "vicuna");

  @Test
  public void render_everyConversation_isAsTheOtherTemplateDoes() throws IOException {
    Map<String, JsonElement> conversations = new HashMap<>();
    for (JsonElement one : JinjaVectors.json("conversations.json").getAsJsonArray()) {
      JsonObject conversation = one.getAsJsonObject();
      conversations.put(conversation.get("id").getAsString(), conversation.get("messages"));
    }
    JsonObject variables = JinjaVectors.json("variables.json").getAsJsonObject();
    for (String name : List.copyOf(NAMES.keySet())) {
      String theirs = Objects.requireNonNull(NAMES.get(name));
      String source = Objects.requireNonNull(KnownTemplate.named(name)).source();
      for (JsonElement one : JinjaVectors.json(theirs + ".expected.json").getAsJsonArray()) {
        JsonObject expected = one.getAsJsonObject();
        Map<String, @Nullable Object> values =
            JinjaVectors.variables(variables.getAsJsonObject(theirs));
        values.put(
            "messages",
            JinjaVectors.value(
                Objects.requireNonNull(
                    conversations.get(expected.get("conversation").getAsString()))));
        values.put("add_generation_prompt", expected.get("add_generation_prompt").getAsBoolean());
        JinjaSays.check(source, values, expected);
      }
    }
  }
}
