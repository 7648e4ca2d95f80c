package dev.ember.app.chat;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a growing text into the sentences that are whole already, each given out once. */
final class SentenceFeed {
  private int given;

  /** The sentences that have become whole since the last call; the last one stays until it is. */
  List<String> next(String textSoFar) {
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.getDefault());
    sentences.setText(textSoFar);
    List<String> whole = new ArrayList<>();
    int end = sentences.following(Math.min(given, textSoFar.length()));
    while (end != BreakIterator.DONE && end < textSoFar.length()) {
      add(whole, textSoFar, end);
      end = sentences.next();
    }
    return whole;
  }

  /** What is left when the text is complete. */
  List<String> rest(String text) {
    List<String> last = next(text);
    add(last, text, text.length());
    return last;
  }

  private void add(List<String> whole, String text, int end) {
    if (given >= end) {
      return;
    }
    String sentence = text.substring(given, end).trim();
    given = end;
    if (!sentence.isEmpty()) {
      whole.add(sentence);
    }
  }
}
