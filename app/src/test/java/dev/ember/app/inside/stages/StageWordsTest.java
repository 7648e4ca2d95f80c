package dev.ember.app.inside.stages;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.inside.lab.CardTexts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/** What {@link StageWords} says that a stage learned from. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class StageWordsTest {
  private static final CardTexts TEXTS =
      new CardTexts(List.of(new CardTexts.Text("tales.txt.gz", "278 tales", "all")));

  private final StageWords words = new StageWords(RuntimeEnvironment.getApplication());

  private static StageFacts facts(String files) {
    return StageFacts.of(Map.of("data", files), TEXTS);
  }

  @Test
  public void data_filesOfWhichIsKnownWhatIsInThem_sayThatFirst() {
    StageFacts facts = facts("chats.jsonl, texts.jsonl, tales.txt.gz, mine.txt");

    assertThat(words.data(facts))
        .isEqualTo("Learned from conversations; stories; 278 tales; mine.txt");
    assertThat(words.files(facts))
        .isEqualTo("Files: chats.jsonl, texts.jsonl, tales.txt.gz, mine.txt");
  }

  @Test
  @Config(qualifiers = "zh-rCN")
  public void data_ofPairs_saysInChineseWhatTheyAre() {
    assertThat(words.data(facts("pairs.jsonl"))).isEqualTo("学习材料：同一个问题的成对回答，标出了哪个更好");
  }

  @Test
  @Config(qualifiers = "zh-rCN")
  public void data_textsOfTheStagesThatThereAre_areSaidInChinese() throws IOException {
    for (Stage stage : StagePack.stages()) {
      assertThat(words.data(stage.facts())).as(stage.name()).matches("学习材料：[\\p{IsHan}\\d，；、 ]+");
    }
  }

  @Test
  @Config(qualifiers = "zh-rCN")
  public void data_writtenForEmber_isSaidInChineseAndNamesNoFile() {
    StageFacts facts = facts("conversations and stories written for Ember");

    assertThat(words.data(facts)).isEqualTo("学习材料：专为 Ember 写的对话和故事");
    assertThat(words.files(facts)).isEmpty();
  }

  @Test
  public void ofAnother_stagesOfAnotherModel_saysSoAlsoBeforeTheNameIsKnown() {
    List<StageAnswer> others = List.of(answer(false), answer(false));

    assertThat(words.ofAnother(others, "Small")).startsWith("Small has no other stages");
    assertThat(words.ofAnother(others, "")).startsWith("The model in use has no other stages");
    assertThat(words.ofAnother(List.of(answer(false), answer(true)), "")).isNull();
  }

  private static StageAnswer answer(boolean open) {
    return new StageAnswer("base", open, facts(""), List.of(), List.of());
  }

  @Test
  public void data_filesThatNobodyTellsOf_areNamedOnce() {
    assertThat(words.data(facts("mine.txt"))).isEqualTo("Learned from mine.txt");
    assertThat(words.files(facts("mine.txt"))).isEmpty();
    assertThat(words.files(facts(""))).isEmpty();
  }
}
