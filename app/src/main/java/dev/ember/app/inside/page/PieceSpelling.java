package dev.ember.app.inside.page;

import android.content.res.Resources;
import android.widget.TextView;
import androidx.annotation.PluralsRes;
import dev.ember.app.R;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a piece of a text is spelled out wherever one is shown: white space, which cannot be seen,
 * has a mark for the eye and words for the ear, so that no two pieces look or sound alike.
 */
public final class PieceSpelling {
  /** The same mark so often can still be counted at a glance. */
  private static final int MOST_MARKS = 4;

  private static final char SPACE = ' ';
  private static final char WIDE_SPACE = '\u3000'; // as wide as a Han character

  private PieceSpelling() {}

  /** Each white space as its mark, the one before a word too. */
  public static String exact(String piece) {
    return marked(piece, piece.length(), 0);
  }

  /**
   * What a piece is called in a list or a sentence: as {@link #exact}, but the one space before a
   * word is left out, and so are those within it.
   */
  public static String name(String piece) {
    String word = withoutSpaceBefore(piece);
    return marked(word, startOfWord(word), endOfWord(word));
  }

  /** The same in words, for who listens. */
  public static String aloud(Resources words, String piece) {
    String word = withoutSpaceBefore(piece);
    int start = startOfWord(word);
    int end = Math.max(start, endOfWord(word));
    List<String> parts = new ArrayList<>();
    addWhite(words, parts, word.substring(0, start));
    if (end > start) {
      parts.add(word.substring(start, end));
    }
    addWhite(words, parts, word.substring(end));
    return String.join(words.getString(R.string.piece_join), parts);
  }

  /** As {@link #aloud}, and says so where a space stands before a word. */
  public static String exactAloud(Resources words, String piece) {
    String aloud = aloud(words, piece);
    return withoutSpaceBefore(piece).length() == piece.length()
        ? aloud
        : words.getString(R.string.piece_after_space, aloud);
  }

  /** Sets words that hold pieces; they are spoken otherwise only where they are heard otherwise. */
  public static void show(TextView view, String seen, String heard) {
    view.setText(seen);
    view.setContentDescription(seen.equals(heard) ? null : heard);
  }

  /** Whether a piece has nothing that is seen. */
  public static boolean isBlank(String piece) {
    return !piece.isEmpty() && startOfWord(piece) == piece.length();
  }

  private static String withoutSpaceBefore(String piece) {
    boolean before = piece.length() > 1 && piece.charAt(0) == SPACE && !isBlank(piece.charAt(1));
    return before ? piece.substring(1) : piece;
  }

  private static int startOfWord(String piece) {
    int start = 0;
    while (start < piece.length() && isBlank(piece.charAt(start))) {
      start++;
    }
    return start;
  }

  private static int endOfWord(String piece) {
    int end = piece.length();
    while (end > 0 && isBlank(piece.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** White space of any kind, and what else has no picture. */
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }

  /** Marks what is blank; from {@code bare} to {@code until} single spaces stay as they are. */
  private static String marked(String piece, int bare, int until) {
    StringBuilder marked = new StringBuilder();
    int at = 0;
    while (at < piece.length()) {
      char c = piece.charAt(at);
      int behind = behindRun(piece, at);
      boolean within = c == SPACE && at >= bare && behind <= until;
      if (!isBlank(c) || within) {
        marked.append(piece, at, behind);
      } else {
        append(marked, mark(c), behind - at);
      }
      at = behind;
    }
    return marked.toString();
  }

  private static void append(StringBuilder marked, String mark, int count) {
    int marks = count > MOST_MARKS ? 1 : count;
    for (int i = 0; i < marks; i++) {
      marked.append(mark);
    }
    if (count > MOST_MARKS) {
      marked.append('×').append(count);
    }
  }

  /** Where the run of one character ends that begins here. */
  private static int behindRun(String piece, int from) {
    int at = from + 1;
    while (at < piece.length() && piece.charAt(at) == piece.charAt(from)) {
      at++;
    }
    return at;
  }

  private static String mark(char blank) {
    return switch (blank) {
      case SPACE -> "·";
      case '\n' -> "↵";
      case '\t' -> "⇥";
      case WIDE_SPACE -> "□";
      default -> code(blank);
    };
  }

  private static String code(char blank) {
    return String.format(Locale.ROOT, "U+%04X", (int) blank);
  }

  private static void addWhite(Resources words, List<String> parts, String white) {
    int at = 0;
    while (at < white.length()) {
      int behind = behindRun(white, at);
      parts.add(count(words, white.charAt(at), behind - at));
      at = behind;
    }
  }

  private static String count(Resources words, char blank, int count) {
    return words.getQuantityString(kind(blank), count, count, code(blank));
  }

  @PluralsRes
  private static int kind(char blank) {
    return switch (blank) {
      case SPACE -> R.plurals.piece_spaces;
      case '\n' -> R.plurals.piece_line_breaks;
      case '\t' -> R.plurals.piece_tabs;
      case WIDE_SPACE -> R.plurals.piece_wide_spaces;
      default -> R.plurals.piece_characters;
    };
  }
}
