package dev.ember.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** What lessons 1, 6 and 9 work out without an equals sign comes out as they say. */
public final class LessonNumbersTest {
  private static final List<String> LANGUAGES = List.of("values", "values-zh-rCN");

  /** Pieces with a space between them, words with a dot or a comma. */
  private static final Pattern CUT =
      Pattern.compile(
          "(?m)^[\\p{IsHan}a-z]+( [\\p{IsHan}a-z]+)+((?: · |，)[\\p{IsHan}a-z]+("
              + " [\\p{IsHan}a-z]+)*)+$");

  private static final Pattern SCORED =
      Pattern.compile(
          "(?m)^\\S+(?:: score |：分数 )([\\d.]+)(?:, e to that power |，e 的 [\\d.]+ 次方是 )([\\d.]+)"
              + "(?:, chance |，占 )(\\d+)\\u00A0%$");
  private static final Pattern SUM = Pattern.compile("(?:add up to |加起来是 )([\\d.]+\\d)");
  private static final Pattern SURPRISE =
      Pattern.compile(
          "(?:chance |可能性 |each of them |每个给 )([\\d.]+)\\u00A0%[:：，]\\s?(?:surprise |意外是 |意外"
              + " )([\\d.]*\\d)");

  @Test
  public void tokens_joinedByHand_areTheCommonestNeighboursAndAreCounted() throws Exception {
    List<List<Integer>> counts = new ArrayList<>();
    for (String language : LANGUAGES) {
      Matcher lines = CUT.matcher(body(language, "lesson_token_body"));
      List<Integer> pieces = new ArrayList<>();
      List<List<String>> before = null;
      while (lines.find()) {
        List<List<String>> now = words(lines.group());
        if (before != null) {
          assertThat(now).as(lines.group()).isIn(joined(before));
        }
        pieces.add(now.stream().mapToInt(List::size).sum());
        before = now;
      }
      counts.add(pieces);
    }
    assertThat(counts).containsExactly(List.of(13, 9, 7), List.of(14, 11, 9));
    assertThat(body("values", "lesson_token_body"))
        .contains("13 letters in all", "That leaves nine pieces", "Seven pieces", "four times");
    assertThat(body("values-zh-rCN", "lesson_token_body"))
        .contains("一共 14 个字", "剩 11 块", "剩 9 块", "挨在一起 3 次", "挨在一起 2 次");
  }

  private static List<List<String>> words(String line) {
    List<List<String>> words = new ArrayList<>();
    for (String word : line.split(" · |，")) {
      words.add(Arrays.asList(word.split(" ")));
    }
    return words;
  }

  /** What may come out: a join of any pair that no other is more frequent than. */
  private static List<List<List<String>>> joined(List<List<String>> words) {
    Map<List<String>, Integer> pairs = new HashMap<>();
    for (List<String> word : words) {
      for (int i = 1; i < word.size(); i++) {
        pairs.merge(List.of(word.get(i - 1), word.get(i)), 1, Integer::sum);
      }
    }
    int most = pairs.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<List<List<String>>> all = new ArrayList<>();
    pairs.forEach(
        (pair, count) -> {
          if (count == most) {
            all.add(words.stream().map(word -> joined(word, pair)).toList());
          }
        });
    return all;
  }

  private static List<String> joined(List<String> word, List<String> pair) {
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < word.size(); i++) {
      boolean here = i + 1 < word.size() && word.subList(i, i + 2).equals(pair);
      joined.add(here ? word.get(i) + word.get(++i) : word.get(i));
    }
    return joined;
  }

  @Test
  public void scores_turnedIntoChances_areTheirPowersAndShares() throws Exception {
    for (String language : LANGUAGES) {
      String body = body(language, "lesson_next_word_body");
      Matcher said = SUM.matcher(body);
      assertThat(said.find()).as(language).isTrue();
      double sum = Double.parseDouble(said.group(1));
      Matcher scored = SCORED.matcher(body);
      double powers = 0;
      int count = 0;
      while (scored.find()) {
        double power = Math.exp(Double.parseDouble(scored.group(1)));
        assertThat(scored.group(2)).as(scored.group()).isEqualTo(rounded(power, 2));
        assertThat(scored.group(3)).as(scored.group()).isEqualTo(rounded(100 * power / sum, 0));
        powers += Double.parseDouble(scored.group(2));
        count++;
      }
      assertThat(count).as(language).isEqualTo(3);
      assertThat(rounded(powers, 2)).as(language).isEqualTo(said.group(1));
    }
  }

  @Test
  public void surprises_areTheLogarithmsOfTheirChances() throws Exception {
    for (String language : LANGUAGES) {
      Matcher said = SURPRISE.matcher(body(language, "lesson_pretraining_body"));
      int count = 0;
      while (said.find()) {
        double surprise = Math.abs(Math.log(Double.parseDouble(said.group(1)) / 100));
        int decimals = said.group(2).contains(".") ? 2 : 0;
        assertThat(said.group(2)).as(said.group()).isEqualTo(rounded(surprise, decimals));
        count++;
      }
      assertThat(count).as(language).isEqualTo(4);
    }
  }

  private static String rounded(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static String body(String language, String lesson) throws Exception {
    String body = Objects.requireNonNull(StringsFile.read(language).texts().get(lesson), lesson);
    return body.replace("\\u00A0", "\u00A0");
  }
}
