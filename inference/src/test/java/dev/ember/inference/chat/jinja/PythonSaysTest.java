package dev.ember.inference.chat.jinja;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Filters, tests, methods, operators and tags over values of every kind, with what Jinja2 3.1.6
 * made of them in the settings of {@link JinjaSaysTest}. {@code python-says.json} is a sample of
 * 95,000 such templates that were compared once.
 */
@RunWith(Parameterized.class)
public final class PythonSaysTest {
  private final String template;
  private final JsonObject said;
  private final Map<String, @Nullable Object> variables;

  public PythonSaysTest(String template, JsonObject said, Map<String, @Nullable Object> variables) {
    this.template = template;
    this.said = said;
    this.variables = variables;
  }

  @Parameters(name = "{0}")
  public static List<Object[]> cases() throws IOException {
    return JinjaSays.cases("python-says.json");
  }

  @Test
  public void render_template_isWhatPythonSays() {
    JinjaSays.check(template, variables, said);
  }
}
