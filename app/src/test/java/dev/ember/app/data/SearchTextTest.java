package dev.ember.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class SearchTextTest {

  @Test
  public void indexed_chinese_isAWordACharacter() {
    assertThat(SearchText.indexed("周末去哪里玩？").trim()).isEqualTo("周 末 去 哪 里 玩 ？");
  }

  @Test
  public void indexed_latin_staysAsItIs() {
    assertThat(SearchText.indexed("Sorting words")).isEqualTo("Sorting words");
  }

  @Test
  public void match_words_findsTheirBeginnings() {
    assertThat(SearchText.match("Sky  BLUE")).isEqualTo("\"sky*\" \"blue*\"");
  }

  @Test
  public void match_chinese_isAPhrase() {
    assertThat(SearchText.match("去哪里")).isEqualTo("\"去 哪 里*\"");
  }

  @Test
  public void match_mixedScripts_areTermsOfTheirOwn() {
    assertThat(SearchText.match("Java排序")).isEqualTo("\"java*\" \"排 序*\"");
  }

  @Test
  public void match_rareHan_isNotCutInHalves() {
    assertThat(SearchText.match("𠮷野")).isEqualTo("\"𠮷 野*\"");
  }

  @Test
  public void match_operatorsOfTheQueryLanguage_areWords() {
    assertThat(SearchText.match("a OR b* NEAR/2 \"c -d chatId:1"))
        .isEqualTo("\"a*\" \"or*\" \"b*\" \"near*\" \"2*\" \"c*\" \"d*\" \"chatid*\" \"1*\"");
  }

  @Test
  public void match_noWord_isNull() {
    assertThat(SearchText.match(" *\"?… ")).isNull();
  }
}
