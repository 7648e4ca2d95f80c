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
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * What chat templates do, in some two hundred lines written for it: loops over messages and tools,
 * thinking cut out, white space, namespaces, macros, slices, formats, JSON, dates and refusals,
 * with what Jinja2 3.1.6 made of them in the settings of Hugging Face's chat templates.
 */
@RunWith(Parameterized.class)
public final class JinjaSaysTest {
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 15, 9, 30);

  private final String template;
  private final JsonObject said;
  private final Map<String, @Nullable Object> variables;

  public JinjaSaysTest(String template, JsonObject said, Map<String, @Nullable Object> variables) {
    this.template = template;
    this.said = said;
    this.variables = variables;
  }

  @Parameters(name = "{0}")
  public static List<Object[]> cases() throws IOException {
    JsonObject file;
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(JinjaSaysTest.class.getResourceAsStream("jinja-says.json")),
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

  @Test
  public void render_template_isWhatJinjaSays() {
    if (said.has("expected")) {
      assertThat(Template.parse(template).render(variables, NOW))
          .isEqualTo(said.get("expected").getAsString());
      return;
    }
    JsonObject error = said.getAsJsonObject("error");
    TemplateException found =
        catchThrowableOfType(
            TemplateException.class, () -> Template.parse(template).render(variables, NOW));
    assertThat(found).as("an error").isNotNull();
    boolean refusal = error.get("type").getAsString().equals("TemplateError");
    assertThat(found.isRefusal()).as(found.getMessage()).isEqualTo(refusal);
    if (refusal) { // the template's own words
      assertThat(found.reason()).isEqualTo(error.get("message").getAsString());
    }
  }
}
