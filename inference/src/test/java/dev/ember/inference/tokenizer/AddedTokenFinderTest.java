package dev.ember.inference.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class AddedTokenFinderTest {

  @Test
  public void split_overlappingNames_takesLeftmostThenLongest() {
    assertThat(split("x<ab>y<a", token(1, "<a", false, false), token(2, "<ab>", false, false)))
        .containsExactly("x", "2", "y", "1");
  }

  @Test
  public void split_stripsLeft_swallowsSpaceBefore() {
    assertThat(split("a \t\n<m> b", token(1, "<m>", true, false))).containsExactly("a", "1", " b");
  }

  @Test
  public void split_stripsRight_swallowsSpaceAfter() {
    assertThat(split("a <m> \u3000<m>b", token(1, "<m>", false, true)))
        .containsExactly("a ", "1", "1", "b");
  }

  @Test
  public void split_stripsLeftAfterToken_stopsAtTheToken() {
    assertThat(split("<m> <m>", token(1, "<m>", true, false))).containsExactly("1", "1");
  }

  @Test
  public void split_noTokens_givesTheText() {
    assertThat(split("abc")).containsExactly("abc");
    assertThat(split("")).isEmpty();
  }

  @Test
  public void normalizedToken_isFoundInNormalizedTextOnly() {
    ByteLevelBpeTokenizer tokenizer =
        new ByteLevelBpeTokenizer(
            new TokenizerDefinition(
                List.of(Normalizer.Form.NFC),
                SmallTokenizers.uncut(),
                SmallTokenizers.vocabulary(List.of()),
                List.of(),
                false,
                List.of(
                    new AddedToken(256, "é!", false, false, false, true),
                    new AddedToken(257, "é?", false, false, false, false))));

    assertThat(tokenizer.encode("e\u0301!")).containsExactly(256);
    assertThat(tokenizer.encode("é?")).containsExactly(257);
    assertThat(tokenizer.encode("e\u0301?")).containsExactly(0xC3, 0xA9, '?');
  }

  private static AddedToken token(int id, String content, boolean left, boolean right) {
    return new AddedToken(id, content, true, left, right, false);
  }

  private static List<String> split(String text, AddedToken... tokens) {
    List<String> parts = new ArrayList<>();
    new AddedTokenFinder(List.of(tokens))
        .split(text, parts::add, id -> parts.add(String.valueOf(id)));
    return parts;
  }
}
