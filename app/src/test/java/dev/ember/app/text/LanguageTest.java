package dev.ember.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.Test;

public final class LanguageTest {

  @Test
  public void of_latinText_isTheUsersOwnUnlessThatIsChinese() {
    assertThat(Language.of("The lamp spoke.", Locale.UK)).isEqualTo(Locale.UK);
    assertThat(Language.of("Die Lampe sprach.", Locale.GERMANY)).isEqualTo(Locale.GERMANY);
    assertThat(Language.of("The lamp spoke.", Locale.SIMPLIFIED_CHINESE)).isEqualTo(Locale.US);
  }

  @Test
  public void of_chineseText_isChineseWhereverTheUserIs() {
    assertThat(Language.of("灯说话了。", Locale.UK)).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    assertThat(Language.of("灯说话了，它叫 Ember。", Locale.UK)).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    assertThat(Language.of("燈說話了。", Locale.TRADITIONAL_CHINESE))
        .isEqualTo(Locale.TRADITIONAL_CHINESE);
  }

  @Test
  public void of_noLetters_isTheUsersOwn() {
    assertThat(Language.of("42", Locale.SIMPLIFIED_CHINESE)).isEqualTo(Locale.SIMPLIFIED_CHINESE);
  }
}
