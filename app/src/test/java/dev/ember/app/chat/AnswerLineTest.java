package dev.ember.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.engine.AnswerPhase;
import dev.ember.app.engine.ModelState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class AnswerLineTest {

  @Test
  public void of_waitingForItsModel_namesIt() {
    assertThat(lineOf(new ModelState.Loading("", "Ember Small"))).isEqualTo("Loading Ember Small…");
  }

  @Test
  @Config(qualifiers = "zh-rCN")
  public void of_waitingForItsModel_namesItInChinese() {
    assertThat(lineOf(new ModelState.Loading("", "Ember Small"))).isEqualTo("正在载入 Ember Small…");
  }

  @Test
  public void of_waitingForAModelWithoutAName_saysThatOneIsLoaded() {
    assertThat(lineOf(new ModelState.Loading("", ""))).isEqualTo("Loading the model…");
  }

  @Test
  public void of_waitingInLine_saysNothingOfAModel() {
    assertThat(lineOf(null)).doesNotContain("Loading");
  }

  private static String lineOf(ModelState.@Nullable Loading loading) {
    ChatItem.Answer waiting =
        new ChatItem.Answer(
            1,
            "",
            MessageStatus.STREAMING,
            new AnswerPhase.Waiting(),
            loading,
            0,
            null,
            false,
            false,
            new Branching(1, 1),
            false,
            List.of(),
            null);
    return new AnswerLine(ApplicationProvider.getApplicationContext().getResources()).of(waiting);
  }
}
