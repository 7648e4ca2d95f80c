package dev.ember.inference.chat.jinja;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * What Jinja2 3.1.6 in Python made of templates: rendered in an {@code
 * ImmutableSandboxedEnvironment} with {@code trim_blocks}, {@code lstrip_blocks} and the loop
 * controls, with {@code tojson}, {@code raise_exception} and {@code strftime_now} as in Hugging
 * Face's chat templates and a clock that stands; or the type and words of its error.
 *
 * <p>{@code jinja-says.json} has what chat templates do, in some two hundred lines written for it:
 * loops over messages and tools, thinking cut out, white space, namespaces, macros, slices,
 * formats, JSON, dates and refusals. {@code python-says.json} has filters, tests, methods,
 * operators and tags over values of every kind, a sample of 95,000 that were compared once.
 */
@RunWith(Parameterized.class)
public final class JinjaSaysTest {
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
    List<Object[]> cases = new ArrayList<>(JinjaSays.cases("jinja-says.json"));
    cases.addAll(JinjaSays.cases("python-says.json"));
    return cases;
  }

  @Test
  public void render_template_isWhatJinjaSays() {
    JinjaSays.check(template, variables, said);
  }
}
