package dev.ember.inference.tokenizer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Finds added tokens in a text: leftmost first, the longest of those that start together. */
public final class AddedTokenFinder {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private final Map<Character, List<AddedToken>> byFirst = new HashMap<>(); // longest first
  private final BitSet firsts = new BitSet(); // characters that begin a token

  public AddedTokenFinder(List<AddedToken> tokens) {
    for (AddedToken token : tokens) {
      firsts.set(token.content().charAt(0));
      byFirst.computeIfAbsent(token.content().charAt(0), first -> new ArrayList<>()).add(token);
    }
    Comparator<AddedToken> byLength =
        Comparator.comparingInt((AddedToken token) -> token.content().length());
    byFirst.values().forEach(list -> list.sort(byLength.reversed()));
  }

  /** Hands out the text between tokens and the ids of tokens, in order; no text is empty. */
  public void split(String text, Consumer<String> onText, IntConsumer onToken) {
    if (byFirst.isEmpty()) {
      emit(text, 0, text.length(), onText);
      return;
    }
    int done = 0;
    int at = 0;
    while (at < text.length()) {
      AddedToken token = longestAt(text, at);
      if (token == null) {
        at++;
        continue;
      }
      int end = at + token.content().length();
      if (token.wholeWord() && (endsWithWord(text, at) || startsWithWord(text, end))) {
        at = end;
        continue;
      }
      int from = token.stripsLeft() ? Math.max(done, spaceBefore(text, at, done)) : at;
      int to = token.stripsRight() ? spaceAfter(text, end) : end;
      emit(text, done, from, onText);
      if (from < to) { // else the one before swallowed all of it
        onToken.accept(token.id());
        done = to;
      }
      at = end; // a token of white space is found even where another one swallows
    }
    emit(text, done, text.length(), onText);
  }

  private @Nullable AddedToken longestAt(String text, int at) {
    if (!firsts.get(text.charAt(at))) {
      return null;
    }
    for (AddedToken token : byFirst.getOrDefault(text.charAt(at), List.of())) {
      if (text.startsWith(token.content(), at)) {
        return token;
      }
    }
    return null;
  }

  private static int spaceBefore(String text, int at, int limit) {
    int start = at;
    while (start > limit && WhiteSpace.is(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static int spaceAfter(String text, int at) {
    int end = at;
    while (end < text.length() && WhiteSpace.is(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean endsWithWord(String text, int end) {
    return end > 0 && isWord(text.codePointBefore(end));
  }

  private static boolean startsWithWord(String text, int start) {
    return start < text.length() && isWord(text.codePointAt(start));
  }

  /** What {@code \w} matches in Rust: letters of all kinds, marks, digits, what connects. */
  private static boolean isWord(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.CONNECTOR_PUNCTUATION ->
          true;
      default -> Character.isAlphabetic(c) || c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
    };
  }

  private static void emit(String text, int start, int end, Consumer<String> onText) {
    if (start < end) {
      onText.accept(text.substring(start, end));
    }
  }
}
