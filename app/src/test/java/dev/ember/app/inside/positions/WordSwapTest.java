package dev.ember.app.inside.positions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class WordSwapTest {

  @Test
  public void swapped_firstChoice_changesWhoAndWhom() {
    WordSwap sentence = new WordSwap("The dog bit the man.");
    assertThat(sentence.words()).containsExactly("The", "dog", "bit", "the", "man");
    assertThat(sentence.swapped(sentence.first())).isEqualTo("The man bit the dog.");
  }

  @Test
  public void first_sentenceWithoutItsEnd_swapsTheTwoBehindTheirArticles() {
    WordSwap sentence = new WordSwap("The dog bit the man because the");
    assertThat(sentence.swapped(sentence.first())).isEqualTo("The man bit the dog because the");
  }

  @Test
  public void first_equalWords_areNotSwappedWithEachOther() {
    assertThat(new WordSwap("The dog saw another dog").first()).isEqualTo(new WordSwap.Pair(1, 3));
    assertThat(new WordSwap("the cat, the").first()).isEqualTo(new WordSwap.Pair(0, 1));
    assertThat(new WordSwap("so so").first()).isEqualTo(new WordSwap.Pair(0, 1));
    assertThat(new WordSwap("a b b b").first()).isEqualTo(new WordSwap.Pair(0, 3));
  }

  @Test
  public void swapped_anyOrderAndLengths_keepsAllElse() {
    WordSwap sentence = new WordSwap("  One, twenty-two;  it's  three! ");
    assertThat(sentence.words()).containsExactly("One", "twenty-two", "it's", "three");
    assertThat(sentence.swapped(new WordSwap.Pair(3, 0)))
        .isEqualTo("  three, twenty-two;  it's  One! ");
    assertThat(sentence.swapped(new WordSwap.Pair(1, 2)))
        .isEqualTo("  One, it's;  twenty-two  three! ");
  }

  @Test
  public void words_chinese_areCharacters() {
    WordSwap sentence = new WordSwap("狗咬了人。");
    assertThat(sentence.words()).containsExactly("狗", "咬", "了", "人");
    assertThat(sentence.swapped(sentence.first())).isEqualTo("人咬了狗。");
  }

  @Test
  public void first_chineseWithoutItsEnd_swapsWithinTheFirstClause() {
    WordSwap sentence = new WordSwap("人咬了狗，因为");
    assertThat(sentence.swapped(sentence.first())).isEqualTo("狗咬了人，因为");
  }

  @Test
  public void first_chineseWithTheSameCharacterTwice_staysWithinAClause() {
    WordSwap cats = new WordSwap("小猫爱牛奶，小猫找牛奶，小猫睡了。");
    assertThat(cats.first()).isEqualTo(new WordSwap.Pair(0, 4));
    WordSwap soonEnded = new WordSwap("好，我去了");
    assertThat(soonEnded.swapped(soonEnded.first())).isEqualTo("好，了去我");
    WordSwap spaced = new WordSwap("狗\u3000咬人");
    assertThat(spaced.first()).isEqualTo(new WordSwap.Pair(0, 2));
  }

  @Test
  public void words_emojiAndNothing_areNone() {
    assertThat(new WordSwap("🍓 … ").words()).isEmpty();
    assertThat(new WordSwap("").words()).isEmpty();
    assertThat(new WordSwap("hello").words()).containsExactly("hello");
  }
}
