package dev.ember.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

public final class SearchTextTest {

  @Test
  public void indexed_chinese_isAWordACharacter() {
    assertThat(SearchText.indexed("周末去哪里玩？")).isEqualTo("周 末 去 哪 里 玩 ？");
  }

  @Test
  public void indexed_chineseBehindALetterOrADigit_isAWordACharacter() {
    assertThat(SearchText.indexed("用Java写代码")).isEqualTo("用 Java 写 代 码");
    assertThat(SearchText.indexed("iPhone15的屏幕")).isEqualTo("iPhone15 的 屏 幕");
    assertThat(SearchText.indexed("Ｊａｖａ入门")).isEqualTo("Ｊａｖａ 入 门");
  }

  @Test
  public void indexed_lettersOfNoScript_areWords() {
    assertThat(SearchText.indexed("コーヒー")).isEqualTo("コ ー ヒ ー");
    assertThat(SearchText.indexed("ｺｰﾋｰ")).isEqualTo("ｺ ｰ ﾋ ｰ");
    assertThat(SearchText.indexed("二〇二六年")).isEqualTo("二 〇 二 六 年");
  }

  @Test
  public void indexed_again_staysAsItIs() {
    for (String text : List.of("用Java写代码", "去  哪里 ", " 𠮷野x𠮷", "コーヒー", "a  b")) {
      String once = SearchText.indexed(text);
      assertThat(SearchText.indexed(once)).isEqualTo(once);
    }
  }

  @Test
  public void match_lettersOfNoScript_areOnePhraseWithTheirNeighbours() {
    assertThat(SearchText.match("コーヒー")).isEqualTo("\"コ ー ヒ ー*\"");
    assertThat(SearchText.match("二〇二六")).isEqualTo("\"二 〇 二 六*\"");
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
