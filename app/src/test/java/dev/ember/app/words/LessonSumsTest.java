package dev.ember.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** What the lessons reckon is reckoned again, as a reader with a calculator would. */
public final class LessonSumsTest {
  private static final String[] LANGUAGES = {"values", "values-zh-rCN"};

  /** A sum with what comes out, which may be a share. */
  private static final Pattern SUM =
      Pattern.compile(
          "([(−\\d][\\d.() ×÷+−]*[×÷+−][\\d.() ×÷+−]*) = (−?\\d+(\\.\\d+)?)(\\u00A0%)?");

  private static final Pattern TURNED =
      Pattern.compile("(\\d+) (?:degrees:|度：)\\s?\\((−?[\\d.]+), (−?[\\d.]+)\\)");

  @Test
  public void everySum_comesOutAsWritten_inBothLanguages() throws Exception {
    for (String language : LANGUAGES) {
      List<String> sums = new ArrayList<>();
      Matcher found = SUM.matcher(lessons(language));
      while (found.find()) {
        sums.add(found.group());
        double value = new Sum(found.group(1)).value() * (found.group(4) == null ? 1 : 100);
        int decimals = found.group(3) == null ? 0 : found.group(3).length() - 1;
        assertThat(rounded(value, decimals)).as(found.group()).isEqualTo(found.group(2));
      }
      assertThat(sums)
          .as(language)
          .contains(
              "4 × 4 + 1 × 1 = 17", // the length of an arrow, of which the next makes use
              "14 ÷ (4.12 × 3.61) = 0.94",
              "1 ÷ (1 + 0.22) = 82\u00A0%")
          .hasSizeGreaterThanOrEqualTo(20);
    }
  }

  @Test
  public void turnedArrows_pointToCosineAndSine() throws Exception {
    for (String language : LANGUAGES) {
      Matcher turned = TURNED.matcher(lessons(language));
      int count = 0;
      while (turned.find()) {
        double angle = Math.toRadians(Integer.parseInt(turned.group(1)));
        assertThat(turned.group(2)).as(turned.group()).isEqualTo(rounded(Math.cos(angle), 2));
        assertThat(turned.group(3)).as(turned.group()).isEqualTo(rounded(Math.sin(angle), 2));
        count++;
      }
      assertThat(count).as(language).isEqualTo(3);
    }
  }

  /** Three later lessons ask for them, two for the first and one for the second. */
  @Test
  public void powersBetweenWholeOnes_areToldWhereTheFirstPowersAre() throws Exception {
    for (String language : LANGUAGES) {
      assertThat(texts(language).get("lesson_attention_body"))
          .as(language)
          .contains(rounded(Math.exp(1.5), 2))
          .contains(rounded(Math.exp(-1.5), 2));
    }
  }

  /** What it divides by is told before the sum that has it. */
  @Test
  public void powerOfTheLastSum_isToldBesideItsRule() throws Exception {
    for (String language : LANGUAGES) {
      String[] lines =
          Objects.requireNonNull(texts(language).get("lesson_tuning_body"), "lesson").split("\n");
      assertThat(lines)
          .as(language)
          .anyMatch(
              line ->
                  line.contains(rounded(-1.5, 1))
                      && line.contains(rounded(Math.exp(-1.5), 2))
                      && !line.contains("÷"));
    }
  }

  private static String lessons(String language) throws Exception {
    StringBuilder all = new StringBuilder();
    texts(language)
        .forEach((name, text) -> all.append(name.startsWith("lesson_") ? text + "\n" : ""));
    return all.toString();
  }

  private static Map<String, String> texts(String language) throws Exception {
    Map<String, String> texts = StringsFile.read(language).texts();
    texts.replaceAll((name, text) -> text.replace("\\u00A0", "\u00A0"));
    return texts;
  }

  /** As a lesson writes it, with the sign of typesetting. */
  private static String rounded(double value, int decimals) {
    BigDecimal number = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    return String.format(Locale.ROOT, "%s", number.abs().signum() == 0 ? number.abs() : number)
        .replace('-', '−');
  }

  /** Numbers, the four signs and brackets, read from the left. */
  private static final class Sum {
    private final String text;
    private int at;

    Sum(String text) {
      this.text = text.replace(" ", "");
    }

    double value() {
      double value = product();
      while (at < text.length() && "+−".indexOf(text.charAt(at)) >= 0) {
        value += text.charAt(at++) == '+' ? product() : -product();
      }
      return value;
    }

    private double product() {
      double value = factor();
      while (at < text.length() && "×÷".indexOf(text.charAt(at)) >= 0) {
        value = text.charAt(at++) == '×' ? value * factor() : value / factor();
      }
      return value;
    }

    private double factor() {
      char first = text.charAt(at);
      if (first == '−') {
        at++;
        return -factor();
      }
      if (first == '(') {
        at++;
        double inside = value();
        at++;
        return inside;
      }
      int start = at;
      while (at < text.length() && "0123456789.".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return Double.parseDouble(text.substring(start, at));
    }
  }
}
