package dev.ember.inference.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.chat.KnownTemplate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    for (Object[] one : JinjaSays.cases("python-says.json")) {
      seeds.add((String) one[0]);
    }

    assertThat(new TemplateFuzz(seeds).run())
        .isBetween(TemplateFuzz.CASES / 20, TemplateFuzz.CASES * 3 / 4);
  }
}
