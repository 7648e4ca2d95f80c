package dev.ember.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/**
 * Each test that {@code docs/FEATURES.md} names is there: a class as {@code `ListJourneyTest`}, its
 * methods as {@code `ListJourneyTest.pin_*`}, and further ones of the same class as {@code
 * `archive_*`} behind it. A star stands for any letters.
 */
public final class FeaturesTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern OF_A_CLASS =
      Pattern.compile("([A-Z]\\w*Test)(?:\\.([a-z][\\w*]*))?");
  private static final Pattern OF_THE_SAME = Pattern.compile("[a-z][\\w*]*_[\\w*]*");

  @Test
  public void features_eachTestThatIsNamed_isThere() throws IOException {
    List<String> lines = Files.readAllLines(Sources.ROOT.resolve("docs/FEATURES.md"), UTF_8);
    assertThat(missing(lines, Sources.named("Test"))).isEmpty();
    assertThat(String.join("\n", lines)).contains("`ListJourneyTest.pin_*`");
  }

  @Test
  public void missing_plantedNames_areFound() {
    Map<String, String> tests = Map.of("LampTest", "public void light_on_isSeen() {}");
    assertThat(missing(List.of("| a | `LampTest.light_*`, `LampTest` |"), tests)).isEmpty();
    assertThat(
            missing(
                List.of(
                    "| a | `OilTest` |",
                    "| b | `LampTest.dark_*` |",
                    "| c | `LampTest.light_on`, `light_off_*`, `light_on*`, `light_*_isSeen` |",
                    "| d | `LampTest.light*_isOff` |"),
                tests))
        .containsExactly(
            "OilTest",
            "LampTest.dark_*",
            "LampTest.light_on",
            "LampTest.light_off_*",
            "LampTest.light*_isOff");
  }

  /** Names of tests, in the order of the lines; a name without a star is whole. */
  private static List<String> missing(List<String> lines, Map<String, String> tests) {
    List<String> missing = new ArrayList<>();
    for (String line : lines) {
      String last = "";
      Matcher code = CODE.matcher(line);
      while (code.find()) {
        Matcher named = OF_A_CLASS.matcher(code.group(1));
        Matcher further = OF_THE_SAME.matcher(code.group(1));
        if (named.matches()) {
          last = named.group(1);
          String name = named.group(2) == null ? "" : named.group(2);
          addIfMissing(last, name, tests, missing);
        } else if (further.matches() && !last.isEmpty()) {
          addIfMissing(last, further.group(), tests, missing);
        }
      }
    }
    return missing;
  }

  private static void addIfMissing(
      String type, String method, Map<String, String> tests, List<String> to) {
    String source = tests.get(type);
    Pattern declared = Pattern.compile("void " + method.replace("*", "\\w*") + "\\(");
    boolean there = source != null && (method.isEmpty() || declared.matcher(source).find());
    if (!there) {
      to.add(method.isEmpty() ? type : type + "." + method);
    }
  }
}
