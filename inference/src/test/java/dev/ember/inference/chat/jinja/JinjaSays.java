package dev.ember.inference.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.inference.json.JsonValues;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Templates with what Jinja2 made of them: a text, an error of a type, or any error. */
final class JinjaSays {
  /** Where the clock of all that it said stands. */
  static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 15, 9, 30);

  private JinjaSays() {}

  /** Of a file beside this class: each template, what was said of it, and the variables of all. */
  static List<Object[]> cases(String name) throws IOException {
    JsonObject file;
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(JinjaSays.class.getResourceAsStream(name)),
            StandardCharsets.UTF_8)) {
      file = JsonParser.parseReader(reader).getAsJsonObject();
    }
    Map<String, @Nullable Object> variables =
        JsonValues.parseObject(file.getAsJsonObject("variables").toString());
    List<Object[]> cases = new ArrayList<>();
    for (JsonElement one : file.getAsJsonArray("cases")) {
      JsonObject said = one.getAsJsonObject();
      cases.add(new Object[] {said.get("template").getAsString(), said, variables});
    }
    return cases;
  }

  /** Renders and holds the outcome, text or error, against what Jinja2 said. */
  static void check(String source, Map<String, @Nullable Object> variables, JsonObject said) {
    if (said.has("expected")) {
      assertThat(Template.parse(source).render(variables, NOW))
          .isEqualTo(said.get("expected").getAsString());
      return;
    }
    TemplateException found =
        catchThrowableOfType(
            TemplateException.class, () -> Template.parse(source).render(variables, NOW));
    assertThat(found).as("expected to fail: %s", said).isNotNull();
    assertThat(found.line()).isPositive();
    JsonObject error = said.getAsJsonObject("error");
    if (error == null) { // "fails", in whatever way
      assertThat(said.get("fails").getAsBoolean()).isTrue();
      return;
    }
    boolean refusal = error.get("type").getAsString().equals("TemplateError");
    assertThat(found.isRefusal()).as(found.getMessage()).isEqualTo(refusal);
    if (refusal) { // the template's own words
      assertThat(found.reason()).isEqualTo(error.get("message").getAsString());
    }
  }
}
