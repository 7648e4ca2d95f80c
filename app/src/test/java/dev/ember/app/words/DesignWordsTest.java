package dev.ember.app.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Test;

/** What the design has the app say in its states, but for the rows that give a reason. */
public final class DesignWordsTest {
  private static final Path TABLE =
      Path.of("src", "test", "resources", "dev", "ember", "app", "words", "design-words.tsv");

  @Test
  public void states_sayWhatTheDesignSays_orWhyNot() throws Exception {
    Map<String, String> english = StringsFile.read("values").texts();
    Map<String, String> chinese = StringsFile.read("values-zh-rCN").texts();
    int rows = 0;
    for (String line : Files.readAllLines(TABLE, UTF_8)) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] row = line.split("\t", -1);
      assertThat(row).as(line).hasSize(4);
      assertThat(english).containsKey(row[0]);
      assertThat(chinese).containsKey(row[0]);
      boolean same = row[1].equals(english.get(row[0])) && row[2].equals(chinese.get(row[0]));
      assertThat(same)
          .as("%s: “%s”, “%s”", row[0], english.get(row[0]), chinese.get(row[0]))
          .isEqualTo(row[3].isEmpty());
      rows++;
    }
    assertThat(rows).isGreaterThan(45);
  }
}
