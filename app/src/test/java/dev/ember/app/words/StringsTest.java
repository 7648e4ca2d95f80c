package dev.ember.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.Test;

public final class StringsTest {
  private static final Pattern BARE_ARGUMENT = Pattern.compile("%[,.0-9]*[sdf]");

  /** A number, a space and a sign that is no argument. */
  private static final Pattern BREAKABLE_PER_CENT =
      Pattern.compile("(\\d|\\$[sd]|\\$\\.\\df) %(%(?!\\d)|(?!\\d|%))");

  /** As resources spell it. */
  private static final String NO_BREAK = "\\u00A0";

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
