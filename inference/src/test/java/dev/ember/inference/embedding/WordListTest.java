package dev.ember.inference.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import org.junit.Test;

public final class WordListTest {

  @Test
  public void isWord_lettersBehindASpace_isOne() {
    assertThat(WordList.isWord(" mother")).isTrue();
    assertThat(WordList.isWord(" \u00fcber")).isTrue();
  }

  @Test
  public void isWord_pieceOfAWordOrNoLetters_isNone() {
    assertThat(WordList.isWord("ergy")).isFalse();
    assertThat(WordList.isWord(" b")).isFalse();
    assertThat(WordList.isWord(" 12")).isFalse();
    assertThat(WordList.isWord(" don't")).isFalse();
    assertThat(WordList.isWord("\uFFFD")).isFalse();
    assertThat(WordList.isWord(" ")).isFalse();
  }

  @Test
  public void isWord_chinese_needsNoSpace() {
    assertThat(WordList.isWord("\u5988\u5988")).isTrue();
    assertThat(WordList.isWord("\u706b")).isTrue();
    assertThat(WordList.isWord("\u706b\u3002")).isFalse();
  }

  @Test
  public void words_ofATokenizer_areItsTokensThatAreWords() throws IOException {
    SubwordTokenizer tokenizer =
        SubwordTokenizer.read(new StringReader(SmallTokenizer.json()), "tokenizer.json");
    WordList words = new WordList(tokenizer);
    int found = 0;
    for (int token = 0; token < tokenizer.vocabularySize(); token++) {
      if (words.contains(token)) {
        found++;
        assertThat(tokenizer.isSpecial(token)).isFalse();
        assertThat(WordList.isWord(" " + words.text(token))).isTrue();
        assertThat(words.spells(token, words.text(token).toUpperCase(Locale.ROOT))).isTrue();
      }
    }
    assertThat(words.size()).isEqualTo(found);
  }
}
