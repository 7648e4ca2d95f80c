package dev.ember.app.inside.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The public texts that a model's card lists, as {@code ./ember corpus gather} writes them: a table
 * of files, what is in each, and which steps of the training took how much of it.
 */
public record CardTexts(List<Text> texts) {
  private static final String HEADING = "| file | what | source | licence | taken |";

  /** What lies before the first bar of a row is a cell too. */
  private static final int FILE = 1;

  private static final int WHAT = 2;
  private static final int TAKEN = 5;

  private static final String WHOLE = "all";
  private static final String BY_TOKENIZER = "for tokenizer";

  public CardTexts {
    texts = List.copyOf(texts);
  }

  /**
   * A row.
   *
   * @param what is in the file, in the card's words
   * @param taken how much of it, by which step
   */
  public record Text(String file, String what, String taken) {
    boolean taughtVocabulary() {
      return taken.equals(WHOLE) || taken.contains(BY_TOKENIZER);
    }
  }

  /** Those of a card in Markdown; none where it has no such table. */
  public static CardTexts of(String card) {
    List<Text> texts = new ArrayList<>();
    boolean inTable = false;
    for (String line : card.split("\n", -1)) {
      if (line.startsWith(HEADING)) {
        inTable = true;
      } else if (inTable && !line.startsWith("|")) {
        inTable = false;
      } else if (inTable && !line.startsWith("|--")) {
        String[] cells = line.split("\\|", -1);
        if (cells.length > TAKEN) {
          texts.add(new Text(cells[FILE].trim(), cells[WHAT].trim(), cells[TAKEN].trim()));
        }
      }
    }
    return new CardTexts(texts);
  }

  /** What is in a file; null if the card does not list it. */
  public @Nullable String whatIsIn(String file) {
    for (Text text : texts) {
      if (text.file().equals(file)) {
        return text.what();
      }
    }
    return null;
  }

  /** What is in the files that the vocabulary was learned from. */
  public List<String> ofVocabulary() {
    List<String> whats = new ArrayList<>();
    for (Text text : texts) {
      if (text.taughtVocabulary()) {
        whats.add(text.what());
      }
    }
    return whats;
  }
}
