package dev.ember.app.inside.page;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.inside.lab.CardTexts;
import dev.ember.app.inside.lab.OpenModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/** What the model that ships says of its texts, in both languages. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class SourceWordsTest {
  private final SourceWords words = new SourceWords(RuntimeEnvironment.getApplication());

  private static List<CardTexts.Text> shipped() throws IOException {
    try (OpenModel model = OpenModel.open(Path.of(System.getProperty("ember.built-in")))) {
      return model.texts().texts();
    }
  }

  private static String written() throws IOException {
    try (OpenModel model = OpenModel.open(Path.of(System.getProperty("ember.test-model")))) {
      return String.valueOf(model.manifest().provenance().get("data"));
    }
  }

  @Test
  public void of_whatAShippedCardSays_isTheSameInEnglish() throws IOException {
    assertThat(shipped()).isNotEmpty().allMatch(text -> words.of(text.what()).equals(text.what()));
    assertThat(words.of(written())).isEqualTo(written());
  }

  @Test
  @Config(qualifiers = "zh-rCN")
  public void of_whatAShippedCardSays_isChineseWithTheSameNumber() throws IOException {
    for (CardTexts.Text text : shipped()) {
      String number = text.what().substring(0, text.what().indexOf(' '));
      assertThat(words.of(text.what())).matches(number + " [\\p{IsHan}，、：《》]+");
    }
    assertThat(words.of(written())).isEqualTo("专为 Ember 写的对话和故事");
  }

  @Test
  @Config(qualifiers = "zh-rCN")
  public void of_whatNobodyHasTranslated_staysAsItIs() {
    assertThat(words.of("279 tales for children")).isEqualTo("279 tales for children");
  }
}
