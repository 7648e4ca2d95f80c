package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Properties;
import org.junit.Test;

public final class BuildFactsTest {
  private static final List<String> FACTS = List.of("version", "tensorflow-lite", "built-in-model");

  private static Properties facts() {
    Properties facts = new Properties();
    FACTS.forEach(name -> facts.setProperty(name, "this " + name));
    return facts;
  }

  @Test
  public void of_allFacts_hasEachInItsPlace() {
    assertThat(BuildFacts.of(facts()))
        .isEqualTo(new BuildFacts("this version", "this tensorflow-lite", "this built-in-model"));
  }

  @Test
  public void of_factMissingOrBlank_failsByItsName() {
    for (String name : FACTS) {
      Properties without = facts();
      without.remove(name);
      Properties blank = facts();
      blank.setProperty(name, " ");
      for (Properties facts : List.of(without, blank)) {
        assertThatThrownBy(() -> BuildFacts.of(facts))
            .isInstanceOf(AssertionError.class)
            .hasMessage("the build writes " + name + " into build.properties");
      }
    }
  }
}
