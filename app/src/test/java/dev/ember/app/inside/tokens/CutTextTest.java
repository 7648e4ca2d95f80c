package dev.ember.app.inside.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.inside.lab.CardTexts;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class CutTextTest {
  private static final CardTexts LISTED =
      new CardTexts(
          List.of(
              new CardTexts.Text("a.txt", "old tales", "all"),
              new CardTexts.Text("b.txt", "small talk", "first 3 lines for pretrain"),
              new CardTexts.Text("c.txt", "letters", "first 3 lines for tokenizer")));

  private static CutText.Source source(Map<String, String> facts, CardTexts texts) {
    return CutText.Source.of(facts, texts);
  }

  @Test
  public void source_factsOfAModelThatIsNoStage_isItsDataAndNotTheVocabularys() {
    assertThat(source(Map.of("data", "one small corpus"), LISTED))
        .isEqualTo(new CutText.Source(List.of("one small corpus"), false));
    assertThat(source(Map.of(), LISTED).texts()).isEmpty();
  }

  @Test
  public void source_ofAStage_isWhatItsCardListsForTheVocabularyAndNotWhatTheStageRead() {
    Map<String, String> stage = Map.of("stage", "sft", "data", "chats.jsonl");

    assertThat(source(stage, LISTED))
        .isEqualTo(new CutText.Source(List.of("old tales", "letters"), true));
    assertThat(source(stage, new CardTexts(List.of())).texts()).isEmpty();
  }
}
