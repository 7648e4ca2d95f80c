package dev.ember.app.markdown;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A Markdown text as one would read it to somebody: without its marks, sentence by sentence. */
public final class SpokenMarkdown {
  /** A line's end lies within a link, a blank line does not: there its paragraph ends. */
  private static final String NEXT_LINE = "\\n(?![ \\t]*\\n)";

  private static final String LABEL = "!?\\[([^\\]\\n]*(?:" + NEXT_LINE + "[^\\]\\n]*)*)";
  private static final String ADDRESS = "\\([^)\\n]*(?:" + NEXT_LINE + "[^)\\n]*)*";
  private static final Pattern LINK = Pattern.compile(LABEL + "\\]" + ADDRESS + "\\)");

  /** At the end of a text: a link that is not closed, and lines that may be a table's. */
  private static final Pattern UNDECIDED =
      Pattern.compile(
          "(?:" + LABEL + "(?:\\](?:" + ADDRESS + ")?)?|(?m:^[^\\n|]*\\|[^\\n]*(?:\\n|\\z))+)\\z");

  private static final Pattern LINE_START =
      Pattern.compile("(?m)^[ \\t]*(#{1,6}[ \\t]+|>[ \\t]?|[-*+][ \\t]+)");
  private static final Pattern RULE = Pattern.compile("(?m)^[ \\t]*([-*_][ \\t]*+){3,}+$");
  private static final Pattern MARKS = Pattern.compile("\\*\\*|__|~~|`|(?<!\\w)[*_]|[*_](?!\\w)");
  private static final Pattern TABLE_LINE = Pattern.compile("(?m)^[ |:-]+$");
  private static final Pattern DOLLARS = Pattern.compile("\\$+");

  private SpokenMarkdown() {}

  /**
   * Cuts a text into what is spoken in one breath.
   *
   * @param code said in place of a block of code, which nobody wants to hear
   */
  public static List<String> sentences(String markdown, String code, Locale language) {
    List<String> sentences = new ArrayList<>();
    for (MarkdownBlock block : MarkdownBlocks.split(markdown)) {
      switch (block.kind()) {
        case CODE -> sentences.add(code);
        case TABLE -> addLines(cells(block.source()), language, sentences);
        case TEXT, FORMULA -> addLines(plain(block.source()), language, sentences);
      }
    }
    return sentences;
  }

  /** A growing text without what at its end more text may turn into other sentences. */
  public static String decided(String textSoFar) {
    return UNDECIDED.matcher(textSoFar).replaceFirst("");
  }

  private static String plain(String text) {
    String words = LINK.matcher(text).replaceAll("$1");
    words = RULE.matcher(words).replaceAll("");
    words = LINE_START.matcher(words).replaceAll("");
    words = MARKS.matcher(words).replaceAll("");
    return DOLLARS.matcher(words).replaceAll("");
  }

  private static String cells(String table) {
    String rows = TABLE_LINE.matcher(table).replaceAll("");
    return plain(rows.replaceAll("(?m)^[ \\t]*\\||\\|[ \\t]*$", "").replace('|', ','));
  }

  /** A line's end is the end of what is said: headings and items have no full stop. */
  private static void addLines(String text, Locale language, List<String> sentences) {
    for (String line : text.split("\n", -1)) {
      BreakIterator breaks = BreakIterator.getSentenceInstance(language);
      breaks.setText(line);
      int start = 0;
      for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
        String sentence = line.substring(start, end).trim();
        start = end;
        if (sentence.codePoints().anyMatch(Character::isLetterOrDigit)) {
          sentences.add(sentence);
        }
      }
    }
  }
}
