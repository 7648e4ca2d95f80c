package dev.ember.app.chat;

import dev.ember.app.markdown.SpokenMarkdown;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Cuts a growing Markdown text into the sentences that are whole already, each given out once. */
final class SentenceFeed {
  private final Function<String, List<String>> sentences;
  private final SentenceEnds ends = new SentenceEnds();
  private int given;

  /**
   * @param sentences what is said of a text; more text changes the last of them only
   */
  SentenceFeed(Function<String, List<String>> sentences) {
    this.sentences = sentences;
  }

  /** The sentences that have become whole since the last call; the last one stays until it is. */
  List<String> next(String textSoFar) {
    if (!ends.haveCome(textSoFar)) {
      return List.of();
    }
    List<String> begun = sentences.apply(SpokenMarkdown.decided(textSoFar));
    return give(begun, Math.max(0, begun.size() - 1));
  }

  /** What is left when the text is complete. */
  List<String> rest(String text) {
    List<String> all = sentences.apply(text);
    return give(all, all.size());
  }

  private List<String> give(List<String> all, int whole) {
    List<String> news = new ArrayList<>(all.subList(Math.min(given, whole), whole));
    given = Math.max(given, whole);
    return news;
  }
}
