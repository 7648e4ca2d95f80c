package dev.ember.app.inside.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.Test;

public final class CardTextsTest {
  private static final String CARD =
      "# A model\n\n"
          + "| size | file | what |\n"
          + "|---|---|---|\n"
          + "| 3 | x.txt | of another table |\n\n"
          + "# Sources\n\n"
          + "| file | what | source | licence | taken | bytes | SHA-256 |\n"
          + "|---|---|---|---|---|---|---|\n"
          + "| tales.txt | old tales | A@1 | CC0 | all | 7 | ab |\n"
          + "| talk.jsonl | small talk | B@2 | CC0 | first 10 lines for pretrain | 7 | cd |\n"
          + "| calls.jsonl | phone calls | C@3 | CC0 | first 10 lines for pretrain, first 2 lines"
          + " for tokenizer | 7 | ef |\n\n"
          + "| tales.txt | not of the table |\n";

  @Test
  public void of_aCardThatListsItsTexts_saysWhatIsInEach() {
    CardTexts texts = CardTexts.of(CARD);

    assertThat(texts.texts()).hasSize(3);
    assertThat(texts.whatIsIn("talk.jsonl")).isEqualTo("small talk");
    assertThat(texts.whatIsIn("x.txt")).isNull();
  }

  @Test
  public void ofVocabulary_areThoseThatTheTokenizerTook() {
    assertThat(CardTexts.of(CARD).ofVocabulary()).containsExactly("old tales", "phone calls");
    assertThat(CardTexts.of("# A model\n\nNothing else.\n").ofVocabulary()).isEmpty();
  }

  @Test
  public void of_theModelThatShips_namesWhatItsVocabularyWasLearnedFrom() throws IOException {
    try (OpenModel shipped = OpenModel.open(Path.of(System.getProperty("ember.built-in")))) {
      assertThat(shipped.texts().ofVocabulary())
          .hasSize(7)
          .contains(
              "278 tales for children", "710 picture books, their authors named in each line");
    }
  }
}
