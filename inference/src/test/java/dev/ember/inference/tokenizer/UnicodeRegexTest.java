package dev.ember.inference.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.Test;

public final class UnicodeRegexTest {

  @Test
  public void translation_hasNoShorthandLeft() {
    Pattern pattern = UnicodeRegex.compile("\\s+(?!\\S)|[^\\s\\d]|\\w\\W\\D|.");

    assertThat(pattern.pattern()).doesNotContainPattern("\\\\[sSdDwW]");
  }

  @Test
  public void spaces_areThoseOfUnicode() {
    Pattern space = UnicodeRegex.compile("\\s");
    int spaces = 0;
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      boolean found = space.matcher(new String(Character.toChars(c))).matches();
      spaces += found ? 1 : 0;
    }

    // PropList.txt of Unicode lists 25 code points with White_Space.
    assertThat(spaces).isEqualTo(25);
    assertThat(space.matcher("\u200B").matches()).isFalse();
  }

  @Test
  public void words_areThoseOfOniguruma() {
    Pattern word = UnicodeRegex.compile("\\w");
    for (int c : new int[] {'_', 0x00B2, 0x00BD, 0x2167, 0x24B6, 0x1F130, 0x0301, 0x0663, 0x203F}) {
      assertThat(word.matcher(new String(Character.toChars(c))).matches()).as("%x", c).isTrue();
    }
    for (int c : new int[] {'-', 0x200D, 0x2460, 0x1F600}) {
      assertThat(word.matcher(new String(Character.toChars(c))).matches()).as("%x", c).isFalse();
    }
  }

  @Test
  public void propertiesAndNegations_areRead() {
    assertThat("汉").matches(UnicodeRegex.compile("\\p{Han}"));
    assertThat("a").matches(UnicodeRegex.compile("\\p{^N}"));
    assertThat("a").matches(UnicodeRegex.compile("[^\\P{L}]"));
    assertThat("\u017F").matches(UnicodeRegex.compile("(?i:S)"));
    assertThat("\r").matches(UnicodeRegex.compile("."));
    assertThat("{").matches(UnicodeRegex.compile("[{}]"));
    assertThat("a]").matches(UnicodeRegex.compile("a]"));
    assertThat("a]").matches(UnicodeRegex.compile("a\\]"));
    assertThat("-b").matches(UnicodeRegex.compile("[\\W\\-]b"));
  }

  @Test
  public void whatEnginesReadDifferently_isRefusedByName() {
    assertRefused("\\bword", "an escape \\b");
    assertRefused("[^\\S]", "a negated shorthand within a negated class");
    assertRefused("[[:alpha:]]", "a POSIX class");
    assertRefused("\\d{1,3}+", "{n,m}+");
    assertRefused("(?m)a", "a group (?m");
    assertRefused("(?im:a)", "a group (?i");
    assertRefused("\\pL", "a property without braces");
    assertRefused("a\\", "a backslash at the end");
    assertRefused("[a-z&&[b]]", "a set operation &&");
    assertRefused("[a--b]", "a set operation --");
    assertRefused("[a-z-[b]]", "a difference of classes");
    assertRefused("[^a[b]]", "a class within a negated class");
    assertRefused("[]a]", "a class that starts with ]");
    assertRefused("a}", "a brace } that closes no {n,m}");
    assertRefused("\\p{L}a}", "a brace } that closes no {n,m}");
  }

  private static void assertRefused(String regex, String what) {
    assertThatThrownBy(() -> UnicodeRegex.compile(regex))
        .isInstanceOf(PatternSyntaxException.class)
        .hasMessageContaining(what);
  }
}
