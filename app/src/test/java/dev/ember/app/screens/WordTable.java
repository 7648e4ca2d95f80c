package dev.ember.app.screens;

import java.util.List;
import java.util.Map;

/** The words of a {@link WordModel}, and how likely each of them is behind another. */
interface WordTable {
  /** In place of a word: the text ends. */
  int END = -1;

  /** In the order of their numbers. */
  List<String> words();

  /**
   * The logits of what comes next, by the numbers of the words; what is not named never comes.
   *
   * @param word the number of the last one; below 0 where that is none of them
   */
  Map<Integer, Float> next(int word);
}
