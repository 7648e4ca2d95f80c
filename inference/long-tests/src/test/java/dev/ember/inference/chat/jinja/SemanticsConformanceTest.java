package dev.ember.inference.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Small templates, one feature of the language each, with what Jinja2 3.1.6 makes of them. */
@RunWith(Parameterized.class)
public final class SemanticsConformanceTest {
  private final JsonObject expected;

  public SemanticsConformanceTest(String id, JsonObject expected) {
    assertThat(id).isNotEmpty();
    this.expected = expected;
  }

  @Parameters(name = "{0}")
  public static List<Object[]> cases() throws IOException {
    List<Object[]> cases = new ArrayList<>();
    for (JsonElement one : JinjaVectors.json("semantics.json").getAsJsonArray()) {
      JsonObject expected = one.getAsJsonObject();
      cases.add(new Object[] {expected.get("id").getAsString(), expected});
    }
    return cases;
  }

  @Test
  public void render_smallTemplate_isWhatJinjaRenders() {
    JinjaSays.check(
        expected.get("template").getAsString(),
        JinjaVectors.variables(expected.getAsJsonObject("variables")),
        expected);
  }
}
