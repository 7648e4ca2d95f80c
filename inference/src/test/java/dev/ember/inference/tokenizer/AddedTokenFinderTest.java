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
  public void split_spacesThatStripBothSides_areOneToken() {
    assertThat(split("a    <m>  b", token(1, "  ", true, true), token(2, "<m>", false, false)))
        .containsExactly("a", "1", "2", "1", "b");
  }

  @Test
  public void wholeWord_besideWhatRustCallsAWord_isNotFound() {
    AddedTokenFinder finder =
        new AddedTokenFinder(List.of(new AddedToken(1, "ab", true, false, false, false, true)));
    for (String word : List.of("\u2167", "\u24B6", "\u0301", "\u200D", "\u203F")) {
      List<Object> parts = new ArrayList<>();
      finder.split("ab" + word, parts::add, parts::add);
      assertThat(parts).as(word).containsExactly("ab" + word);
    }
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
  public void wholeWord_besideALetter_isNotFound() {
    AddedTokenFinder finder =
        new AddedTokenFinder(List.of(new AddedToken(1, "ab", true, false, false, false, true)));
    List<Object> parts = new ArrayList<>();
    finder.split("ab xab ab_ ab,", parts::add, parts::add);

    assertThat(parts).containsExactly(1, " xab ab_ ", 1, ",");
  }

  @Test
  public void normalizedToken_isFoundInNormalizedTextOnly() {
    SubwordTokenizer tokenizer =
        new SubwordTokenizer(
            new TokenizerDefinition(
                List.of(new Normalization.UnicodeForm(Normalizer.Form.NFC)),
                SmallTokenizers.uncut(),
                SmallTokenizers.model(List.of()),
                Decoding.byteLevel(),
                Framing.NONE,
                List.of(
                    new AddedToken(256, "é!", false, false, false, true, false),
                    new AddedToken(257, "é?", false, false, false, false, false))));

    assertThat(tokenizer.encode("e\u0301!")).containsExactly(256);
    assertThat(tokenizer.encode("é?")).containsExactly(257);
    assertThat(tokenizer.encode("e\u0301?")).containsExactly(0xC3, 0xA9, '?');
  }

  private static AddedToken token(int id, String content, boolean left, boolean right) {
    return new AddedToken(id, content, true, left, right, false, false);
  }

  private static List<String> split(String text, AddedToken... tokens) {
    List<String> parts = new ArrayList<>();
    new AddedTokenFinder(List.of(tokens))
        .split(text, parts::add, id -> parts.add(String.valueOf(id)));
    return parts;
  }
}
