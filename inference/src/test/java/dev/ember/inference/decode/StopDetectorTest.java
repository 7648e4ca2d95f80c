package dev.ember.inference.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public final class StopDetectorTest {
  private static final long SEED = 4711;

  @Test
  public void append_table() {
    assertText(stops(), "anything", pieces("any", "thing"));
    assertText(stops("END"), "the ", pieces("the E", "N", "D!"));
    assertText(stops("END"), "the ENT", pieces("the E", "N", "T"));
    assertText(stops("END"), "", pieces("END"));
    assertText(stops("END"), "ENEN", pieces("EN", "EN"));
    assertText(stops("END"), "EN", pieces("EN", "E", "N", "D"));
    assertText(stops("aab"), "a", pieces("a", "a", "a", "b"));
    assertText(stops("abab"), "", pieces("ab", "aba", "b"));
    assertText(stops("x", "yx"), "a", pieces("a", "y", "x")); // complete together: the longest
    assertText(stops("abcd", "bc"), "a", pieces("abcd")); // bc is complete first
    assertText(stops("abcd", "bc"), "a", pieces("a", "b", "c", "d"));
    assertText(stops("\n\n"), "line\nline", pieces("line\n", "line\n", "\nrest"));
    assertText(stops("\ud83d\ude00"), "smile ", pieces("smile ", "\ud83d\ude00", "!"));
    assertText(stops("END"), "", pieces());
  }

  @Test
  public void append_possibleBeginning_isHeldBack() {
    StopDetector detector = new StopDetector(stops("</s>", "User:"));
    assertThat(detector.append("Hi <")).isEqualTo("Hi ");
    assertThat(detector.append("b> U")).isEqualTo("<b> ");
    assertThat(detector.append("se")).isEmpty();
    assertThat(detector.append("d")).isEqualTo("Used");
    assertThat(detector.append("U")).isEmpty();
    assertThat(detector.end()).isEqualTo("U");
    assertThat(detector.stopped()).isFalse();
  }

  @Test
  public void append_afterStop_givesNothing() {
    StopDetector detector = new StopDetector(stops("."));
    assertThat(detector.append("One. Two")).isEqualTo("One");
    assertThat(detector.stopped()).isTrue();
    assertThat(detector.append("Three.")).isEmpty();
    assertThat(detector.end()).isEmpty();
  }

  @Test
  public void constructor_emptyStop_isRefused() {
    assertThatThrownBy(() -> new StopDetector(stops("a", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not empty");
  }

  @Test
  public void append_anyCuts_giveTheSameText() {
    Random random = new Random(SEED);
    for (int run = 0; run < 2_000; run++) {
      String text = randomText(random, 30);
      List<String> stops = Arrays.asList(randomText(random, 3) + "a", randomText(random, 4) + "b");
      String expected = charByChar(stops, text);
      StringBuilder found = new StringBuilder();
      StopDetector detector = new StopDetector(stops);
      int from = 0;
      while (from < text.length()) {
        int to = Math.min(text.length(), from + 1 + random.nextInt(6));
        found.append(detector.append(text.substring(from, to)));
        from = to;
      }
      found.append(detector.end());
      assertThat(found.toString())
          .as("seed %d, run %d: %s in %s", SEED, run, stops, text)
          .isEqualTo(expected);
    }
  }

  /** The definition: the first char at which the text so far ends with a stop string. */
  private static String charByChar(List<String> stops, String text) {
    for (int end = 0; end <= text.length(); end++) {
      int longest = 0;
      for (String stop : stops) {
        if (text.substring(0, end).endsWith(stop)) {
          longest = Math.max(longest, stop.length());
        }
      }
      if (longest > 0) {
        return text.substring(0, end - longest);
      }
    }
    return text;
  }

  private static String randomText(Random random, int mostChars) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(mostChars + 1); i > 0; i--) {
      text.append((char) ('a' + random.nextInt(2)));
    }
    return text.toString();
  }

  private static void assertText(List<String> stops, String expected, List<String> pieces) {
    StopDetector detector = new StopDetector(stops);
    StringBuilder text = new StringBuilder();
    for (String piece : pieces) {
      text.append(detector.append(piece));
    }
    text.append(detector.end());
    assertThat(text.toString()).as("%s after %s", pieces, stops).isEqualTo(expected);
  }

  private static List<String> stops(String... stops) {
    return Arrays.asList(stops);
  }

  private static List<String> pieces(String... pieces) {
    return pieces.length == 0 ? Collections.emptyList() : Arrays.asList(pieces);
  }
}
