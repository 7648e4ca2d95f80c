package dev.ember.app.inside.tokens;

import android.content.res.Resources;
import dev.ember.app.R;
import dev.ember.app.inside.page.PieceSpelling;

/**
 * A token as people read it.
 *
 * @param text what it stands for; of a token that holds part of a character, the whole character
 * @param hexBytes its own bytes, such as {@code "20 67"}
 * @param part which part of the character it is, from 1; 1 of 1 if it holds whole characters
 * @param special whether only a template writes it
 */
public record TokenPiece(
    int id, String text, String hexBytes, int part, int parts, boolean special) {
  /** Whether it holds only part of a character. */
  public boolean split() {
    return parts > 1;
  }

  /** The text with its white space made visible, and which part of it this is. */
  public String label() {
    return ofParts(PieceSpelling.exact(text));
  }

  /** The same without the space before a word. */
  public String name() {
    return ofParts(PieceSpelling.name(text));
  }

  private String ofParts(String spelled) {
    return split() ? spelled + " " + part + "/" + parts : spelled;
  }

  /** {@link #name} in words, for who listens. */
  public String aloud(Resources words) {
    String spelled = PieceSpelling.aloud(words, text);
    return split() ? words.getString(R.string.piece_part, spelled, part, parts) : spelled;
  }
}
