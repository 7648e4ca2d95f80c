package dev.ember.app.markdown;

import android.view.Gravity;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells of a table in Markdown.
 *
 * @param rows the head first; rows may be shorter than the head, what is longer is kept too
 * @param alignments of the columns, as the second line has them: {@code ":--"}, {@code ":-:"}
 */
record MarkdownTable(List<List<String>> rows, List<String> alignments) {

  static MarkdownTable of(String source) {
    List<List<String>> rows = new ArrayList<>();
    List<String> alignments = List.of();
    String[] lines = source.split("\n");
    for (int i = 0; i < lines.length; i++) {
      if (i == 1) {
        alignments = cells(lines[i]);
      } else if (!lines[i].trim().isEmpty()) {
        rows.add(cells(lines[i]));
      }
    }
    return new MarkdownTable(rows, alignments);
  }

  /** A bar that is escaped or within code is text. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    String row = line.trim();
    int start = row.startsWith("|") ? 1 : 0;
    boolean code = false;
    for (int i = start; i < row.length(); i++) {
      char c = row.charAt(i);
      if (c == '\\' && i + 1 < row.length() && row.charAt(i + 1) == '|') {
        cell.append('|');
        i++;
      } else if (c == '|' && !code) {
        cells.add(cell.toString().trim());
        cell.setLength(0);
      } else {
        code ^= c == '`';
        cell.append(c);
      }
    }
    if (cell.toString().trim().length() > 0) {
      cells.add(cell.toString().trim());
    }
    return cells;
  }

  /** The most cells that a row has: nothing that a model wrote is left out. */
  int columns() {
    int most = 0;
    for (List<String> row : rows) {
      most = Math.max(most, row.size());
    }
    return most;
  }

  String cell(int row, int column) {
    List<String> cells = rows.get(row);
    return column < cells.size() ? cells.get(column) : "";
  }

  int gravity(int column) {
    String alignment = column < alignments.size() ? alignments.get(column) : "";
    if (!alignment.endsWith(":")) {
      return Gravity.START;
    }
    return alignment.startsWith(":") ? Gravity.CENTER_HORIZONTAL : Gravity.END;
  }
}
