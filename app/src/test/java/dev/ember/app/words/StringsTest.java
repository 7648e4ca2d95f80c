package dev.ember.app.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

public final class StringsTest {
  private static final Pattern BARE_ARGUMENT = Pattern.compile("%[,.0-9]*[sdf]");

  /** A number, a space and a sign that is no argument. */
  private static final Pattern BREAKABLE_PER_CENT =
      Pattern.compile("(\\d|\\$[sd]|\\$\\.\\df) %(%(?!\\d)|(?!\\d|%))");

  /** As resources spell it. */
  private static final String NO_BREAK = "\\u00A0";

  /** Words of a resource that are not in the file of a language. */
  private static final Pattern WORDS_IN_XML =
      Pattern.compile(
          "\\b(?:android|app):(text|hint|contentDescription|title|label|summary|tooltipText|prompt"
              + "|stateDescription|placeholderText|helperText|prefixText|suffixText|description)"
              + "=\"(?![@?])[^\"]*\\p{L}[^\"]*\"");

  /** The same of code. */
  private static final Pattern WORDS_IN_JAVA =
      Pattern.compile(
          "\\.(set(Text|Title|Message|Hint|ContentDescription|StateDescription|TooltipText|Error"
              + "|SubText|ContentTitle|ContentText|Name|Description|PositiveButton|NegativeButton"
              + "|Summary|Subtitle|PaneTitle|AccessibilityPaneTitle)|announceForAccessibility)"
              + "\\(\\s*\"[^\"]*\\p{L}");

  /** Words of code in place of a name that is missing, and words that are to stand out. */
  private static final Pattern NAME_IN_JAVA =
      Pattern.compile(
          "(isEmpty\\(\\)|isBlank\\(\\)|== null)\\s*\\?\\s*\"[^\"]*\\p{L}|\"[^\"]*\\*\\*\\p{L}");

  private static final Pattern HAN_IN_JAVA = Pattern.compile("\"[^\"\\n]*\\p{IsHan}[^\"\\n]*\"");

  /** Chinese in code that is no word to anybody: what a benchmark reads. */
  private static final String WORKLOAD = "BenchmarkRun.java";

  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
  private static final Pattern HAN_THEN_LATIN =
      Pattern.compile("\\p{IsHan}[A-Za-z0-9]|[A-Za-z0-9]\\p{IsHan}");
  private static final Pattern HALF_WIDTH_AFTER_HAN = Pattern.compile("\\p{IsHan}[,;:?!()]");

  @Test
  public void languages_haveTheSameNames() throws Exception {
    assertThat(StringsFile.read("values-zh-rCN").names())
        .isEqualTo(StringsFile.read("values").names());
  }

  @Test
  public void languages_takeTheSameArguments() throws Exception {
    assertThat(StringsFile.read("values-zh-rCN").arguments())
        .isEqualTo(StringsFile.read("values").arguments());
  }

  @Test
  public void words_stand_inTheFilesOfTheirLanguageAlone() throws IOException {
    assertThat(sources("src/main/res", ".xml"))
        .hasSizeGreaterThan(100)
        .allSatisfy(
            file ->
                assertThat(lines(file)).as(file.toString()).doesNotContainPattern(WORDS_IN_XML));
    assertThat(sources("src/main/java", ".java"))
        .hasSizeGreaterThan(300)
        .allSatisfy(
            file -> {
              assertThat(lines(file)).as(file.toString()).doesNotContainPattern(WORDS_IN_JAVA);
              assertThat(lines(file)).as(file.toString()).doesNotContainPattern(NAME_IN_JAVA);
              if (!file.endsWith(WORKLOAD)) {
                assertThat(lines(file)).as(file.toString()).doesNotContainPattern(HAN_IN_JAVA);
              }
            });
  }

  @Test
  public void words_planted_areFound() {
    assertThat("<Button android:text=\"Send\" />").containsPattern(WORDS_IN_XML);
    assertThat("app:placeholderText=\"例如\"").containsPattern(WORDS_IN_XML);
    assertThat("<Button android:text=\"@string/send\" tools:text=\"Send\" />")
        .doesNotContainPattern(WORDS_IN_XML);
    assertThat("view.setText(\n    \"Send\")").containsPattern(WORDS_IN_JAVA);
    assertThat("view.setContentDescription(\"1. Row\")").containsPattern(WORDS_IN_JAVA);
    assertThat("view.setText(R.string.send)").doesNotContainPattern(WORDS_IN_JAVA);
    assertThat("value.setText(\"–\")").doesNotContainPattern(WORDS_IN_JAVA);
    assertThat("name.trim().isEmpty() ? \"Model\" : name").containsPattern(NAME_IN_JAVA);
    assertThat("title == null\n    ? \"Ember\" : title").containsPattern(NAME_IN_JAVA);
    assertThat("text.append(\"\\n**You**\")").containsPattern(NAME_IN_JAVA);
    assertThat("name == null ? \"\" : name").doesNotContainPattern(NAME_IN_JAVA);
    assertThat("String word = \"发送\";").containsPattern(HAN_IN_JAVA);
  }

  private static List<Path> sources(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).collect(Collectors.toList());
    }
  }

  /** Without what is said about it. */
  private static String lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8)
        .replaceAll("(?s)/\\*.*?\\*/|<!--.*?-->", "")
        .replaceAll("(?m)^\\s*//.*$", "");
  }

  @Test
  public void arguments_areNumbered() throws Exception {
    for (String folder : new String[] {"values", "values-zh-rCN"}) {
      StringsFile.read(folder)
          .texts()
          .forEach((name, text) -> assertThat(text).as(name).doesNotContainPattern(BARE_ARGUMENT));
    }
  }

  @Test
  public void perCent_neverStandsInALineOfItsOwn() throws Exception {
    for (String folder : new String[] {"values", "values-zh-rCN"}) {
      Map<String, String> texts = StringsFile.read(folder).texts();
      assertThat(texts.values()).anyMatch(text -> text.contains(NO_BREAK + "%"));
      texts.forEach(
          (name, text) -> assertThat(text).as(name).doesNotContainPattern(BREAKABLE_PER_CENT));
    }
  }

  @Test
  public void tone_neverShoutsAndNeverSaysWe() throws Exception {
    StringsFile.read("values")
        .texts()
        .forEach(
            (name, text) ->
                assertThat(text)
                    .as(name)
                    .doesNotContain("!", "...")
                    .doesNotContainPattern("(?i)\\b(we|oops|please)\\b"));
  }

  @Test
  public void chinese_hasFullWidthMarksAndSpacesAroundLatin() throws Exception {
    StringsFile.read("values-zh-rCN")
        .texts()
        .forEach(
            (name, text) -> {
              if (HAN.matcher(text).find()) {
                assertThat(text)
                    .as(name)
                    .doesNotContainPattern(HAN_THEN_LATIN)
                    .doesNotContainPattern(HALF_WIDTH_AFTER_HAN)
                    .doesNotContain("您", "！");
              }
            });
  }
}
