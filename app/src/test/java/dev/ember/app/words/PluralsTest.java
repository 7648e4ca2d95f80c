package dev.ember.app.words;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

/**
 * "1 chats" is said nowhere: a count that may be one stands beside its noun in a {@code <plurals>}.
 */
public final class PluralsTest {
  /** A number, perhaps an adjective, and a word that ends as a plural does. */
  private static final Pattern COUNTED =
      Pattern.compile(
          "%\\d+\\$[,.\\d]*([dsf])(?: |\\\\u00A0|\\u00A0)(?!the |of |and )(?:\\p{L}+"
              + " )?(\\p{L}{2,}s)\\b");

  private static final String OTHER = "/other";

  private static final String WINDOW = "a window has room for more than one";
  private static final String RATE = "a rate, which is measured and not counted";
  private static final String VOCABULARY = "a vocabulary has thousands";

  /** What stands beside a noun and is never one, or is no count. */
  private static final Map<String, String> EXCEPTIONS =
      Map.ofEntries(
          entry("meter", WINDOW),
          entry("meter_full", WINDOW),
          entry("meter_full_spoken", WINDOW),
          entry("meter_spoken", WINDOW),
          entry("fact_window_tokens", WINDOW),
          entry("tuning_window_all", WINDOW),
          entry("window_narrowed", WINDOW),
          entry("inside_too_long", "a text is too long from more than one on"),
          entry("attached_cut", "one character is not cut"),
          entry("quote_cut", "one character is not cut"),
          entry("speed_spoken", RATE),
          entry("tag_speed", RATE),
          entry("gpu_card_speed", RATE),
          entry("gpu_card_speeds", RATE),
          entry("gpu_trusted", RATE),
          entry("positions_speeds", "with decimals, or of half a head, which is wider than two"),
          entry("golden_right", "a maker writes down several candidates for each place"),
          entry("golden_wrong_first", "of all places, and one wrong place among one is no answer"),
          entry("stages_tokens", "a training has read millions"),
          entry("tokens_note", VOCABULARY),
          entry("tokens_note_no_han", VOCABULARY),
          entry("meaning_compared", VOCABULARY),
          entry("meaning_sum_right", VOCABULARY),
          entry("meaning_sum_nearly", VOCABULARY),
          entry("meaning_sum_missed", VOCABULARY),
          entry("meaning_map_note", "a model of one direction has no map"),
          entry("meaning_map_spoken", "a word has neighbours on it"),
          entry("meaning_pieces", "said where there are more than one"),
          entry("positions_same_tokens", "two words that change places are two tokens at least"),
          entry("positions_other_tokens", "two words that change places are two tokens at least"),
          entry("lens_added", "a number of a layer and a verb"));

  @Test
  public void count_besideItsNoun_isAPluralOrNeverOne() throws Exception {
    Map<String, String> texts = StringsFile.read("values").texts();
    Map<String, String> found = new TreeMap<>();
    Set<String> nouns = nouns(texts);
    assertThat(nouns).contains("tokens", "chats", "files");
    texts.forEach(
        (name, text) -> {
          String counted = counted(text, nouns);
          if (counted != null && name.indexOf('/') < 0) {
            found.put(name, counted);
          }
        });
    assertThat(found.keySet())
        .as("plain strings with a count and its noun: a <plurals>, or a reason, for %s", found)
        .isEqualTo(new TreeSet<>(EXCEPTIONS.keySet()));
  }

  @Test
  public void count_planted_isFound() {
    Set<String> nouns = Set.of("tokens");
    assertThat(counted("%1$d chats deleted", nouns)).isEqualTo("%1$d chats");
    assertThat(counted("The %1$,d tokens above", nouns)).isEqualTo("%1$,d tokens");
    assertThat(counted("%1$d older turns", nouns)).isEqualTo("%1$d older turns");
    assertThat(counted("%1$s tokens", nouns)).as("a number in words").isEqualTo("%1$s tokens");
    assertThat(counted("%1$s sees it", nouns)).as("no number").isNull();
    assertThat(counted("Run %1$d of %2$d", nouns)).isNull();
  }

  @Test
  public void plurals_haveBothOfEnglish() throws Exception {
    Map<String, String> texts = StringsFile.read("values").texts();
    assertThat(texts.keySet())
        .filteredOn(name -> name.endsWith(OTHER))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(texts).containsKey(name.replace(OTHER, "/one")));
  }

  /** What stands beside a number that comes as text can only be told by these. */
  private static Set<String> nouns(Map<String, String> texts) {
    Set<String> nouns = new TreeSet<>();
    texts.forEach(
        (name, text) -> {
          Matcher counts = COUNTED.matcher(text);
          while (name.endsWith(OTHER) && counts.find()) {
            nouns.add(counts.group(2));
          }
        });
    return nouns;
  }

  private static @Nullable String counted(String text, Set<String> nouns) {
    Matcher counts = COUNTED.matcher(text);
    while (counts.find()) {
      if (!counts.group(1).equals("s") || nouns.contains(counts.group(2))) {
        return counts.group();
      }
    }
    return null;
  }
}
