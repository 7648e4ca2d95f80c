package dev.ember.inference.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.ember.inference.chat.KnownTemplate;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.Test;

/** Mutants of the known templates, and of the small ones that use every filter and statement. */
public final class TemplateFuzzTest {
  @Test
  public void mutants_areRenderedOrRefused() throws IOException {
    List<String> seeds = new ArrayList<>();
    for (KnownTemplate template : KnownTemplate.values()) {
      for (int copy = 0; copy < 40; copy++) { // as often as all the small ones
        seeds.add(template.source());
      }
    }
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(getClass().getResourceAsStream("python-says.json")),
            StandardCharsets.UTF_8)) {
      for (JsonElement one :
          JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("cases")) {
        seeds.add(one.getAsJsonObject().get("template").getAsString());
      }
    }

    assertThat(new TemplateFuzz(seeds).run())
        .isBetween(TemplateFuzz.CASES / 20, TemplateFuzz.CASES * 3 / 4);
  }
}
