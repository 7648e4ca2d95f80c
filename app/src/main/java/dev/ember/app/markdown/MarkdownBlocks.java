package dev.ember.app.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a growing Markdown text into blocks. More text changes the last block only, so that all
 * others keep their views while an answer streams in.
 *
 * <p>The cuts are where no construct of Markdown goes on: at a blank line outside of a list, at
 * fences, around tables and formulas. A list is one block however long, for its numbers belong
 * together.
 */
final class MarkdownBlocks {
  private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,})([^`]*)");

  /** A number alone may become one with the next character. */
  private static final Pattern LIST_ITEM =
      Pattern.compile(" {0,3}(([-*+]|\\d{1,9}[.)])([ \\t].*|)|\\d{1,9})");

  private static final Pattern FIRST_ITEM = Pattern.compile(" {0,3}([-*+]|1[.)])[ \\t].*");
  private static final Pattern DELIMITER_ROW =
      Pattern.compile(" {0,3}\\|?( *:?-+:? *\\|)++( *:?-+:? *)?| {0,3}\\| *:?-+:? *");
  private static final Pattern FORMULA_LINE = Pattern.compile("\\s*(\\$\\$|\\\\\\[)(.*)");

  private final List<MarkdownBlock> blocks = new ArrayList<>();
  private final StringBuilder open = new StringBuilder();
  private MarkdownBlock.Kind kind = MarkdownBlock.Kind.TEXT;

  /** What closes the open fence or formula; null elsewhere. */
  private @Nullable String closing;

  private boolean list;
  private boolean afterBlank;
  private String lineBefore = "";

  private MarkdownBlocks() {}

  static List<MarkdownBlock> split(String text) {
    MarkdownBlocks splitter = new MarkdownBlocks();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() : end + 1;
      splitter.line(text.substring(start, next));
      start = next;
    }
    splitter.flush();
    return splitter.blocks;
  }

  private void line(String line) {
    String content = line.replaceAll("[\\r\\n]+$", "");
    if (closing != null) {
      open.append(line);
      if (closes(content)) {
        closing = null;
        flush();
      }
    } else if (!opens(content, line)) {
      textLine(content, line);
    }
  }

  /** What stands indented in a list belongs to its item. */
  private boolean opens(String content, String line) {
    return !(list && isIndented(content))
        && (opensFence(content, line) || opensFormula(content, line));
  }

  private boolean closes(String content) {
    String end = java.util.Objects.requireNonNull(closing, "closing");
    String trimmed = content.trim();
    return kind == MarkdownBlock.Kind.CODE
        ? trimmed.startsWith(end) && trimmed.chars().allMatch(c -> c == end.charAt(0))
        : trimmed.endsWith(end);
  }

  private boolean opensFence(String content, String line) {
    Matcher fence = FENCE.matcher(content);
    if (!fence.matches()) {
      return false;
    }
    begin(MarkdownBlock.Kind.CODE, line);
    closing = fence.group(1);
    return true;
  }

  private boolean opensFormula(String content, String line) {
    Matcher formula = FORMULA_LINE.matcher(content);
    if (!formula.matches()) {
      return false;
    }
    String end = "$$".equals(formula.group(1)) ? "$$" : "\\]";
    String rest = String.valueOf(formula.group(2)).trim();
    boolean endsHere = rest.endsWith(end);
    if (!endsHere && rest.contains(end)) {
      return false; // a formula within a sentence
    }
    begin(MarkdownBlock.Kind.FORMULA, line);
    if (endsHere) {
      flush();
    } else {
      closing = end;
    }
    return true;
  }

  private void textLine(String content, String line) {
    boolean blank = content.trim().isEmpty();
    boolean item = LIST_ITEM.matcher(content).matches();
    if (kind == MarkdownBlock.Kind.TABLE && !blank && content.indexOf('|') < 0) {
      flush();
    }
    boolean goesOn = list ? item || isIndented(content) : !afterBlank;
    if (afterBlank && !blank && !goesOn || !list && interrupts(content)) {
      flush();
    }
    if (isDelimiterRow(content)) {
      beginTable();
    }
    if (open.length() == 0) {
      list = item;
    }
    open.append(line);
    afterBlank = blank;
    lineBefore = line;
  }

  /** Whether a list begins right behind a paragraph or a heading: a number must be 1 there. */
  private boolean interrupts(String content) {
    return kind == MarkdownBlock.Kind.TEXT && FIRST_ITEM.matcher(content).matches();
  }

  private boolean isDelimiterRow(String content) {
    return kind == MarkdownBlock.Kind.TEXT
        && !list
        && !afterBlank
        && lineBefore.indexOf('|') >= 0
        && DELIMITER_ROW.matcher(content).matches();
  }

  /** The line before was the table's first row. */
  private void beginTable() {
    String head = lineBefore;
    open.setLength(open.length() - head.length());
    flush();
    kind = MarkdownBlock.Kind.TABLE;
    open.append(head);
  }

  private static boolean isIndented(String content) {
    return content.startsWith("  ") || content.startsWith("\t");
  }

  private void begin(MarkdownBlock.Kind next, String line) {
    flush();
    kind = next;
    open.append(line);
  }

  private void flush() {
    boolean halfFormula = kind == MarkdownBlock.Kind.FORMULA && closing != null;
    if (open.length() > 0) {
      blocks.add(new MarkdownBlock(halfFormula ? MarkdownBlock.Kind.TEXT : kind, open.toString()));
    }
    open.setLength(0);
    kind = MarkdownBlock.Kind.TEXT;
    closing = null;
    list = false;
    afterBlank = false;
    lineBefore = "";
  }
}
