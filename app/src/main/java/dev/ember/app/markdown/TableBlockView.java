package dev.ember.app.markdown;

import android.content.Context;
import android.graphics.Typeface;
import android.text.Spanned;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TableLayout;
import android.widget.TableRow;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import dev.ember.app.R;
import dev.ember.app.sure.MarkedTextView;
import java.util.ArrayList;
import java.util.List;

/** A table that scrolls sideways where it is wider than the page. */
final class TableBlockView implements BlockView {
  private final View root;
  private final TableLayout table;
  private final MarkdownText markdown;
  private int textColor;

  TableBlockView(ViewGroup parent, MarkdownText markdown) {
    this.markdown = markdown;
    root = LayoutInflater.from(parent.getContext()).inflate(R.layout.block_table, parent, false);
    table = ViewCompat.requireViewById(root, R.id.table);
  }

  @Override
  public View view() {
    return root;
  }

  /** Rows that are there already keep their views. */
  @Override
  public void show(MarkdownBlock block) {
    MarkdownTable content = MarkdownTable.of(block.source());
    for (int i = 0; i < content.rows().size(); i++) {
      TableRow row = i < table.getChildCount() ? (TableRow) table.getChildAt(i) : addRow();
      fill(row, content, i);
    }
    while (table.getChildCount() > content.rows().size()) {
      table.removeViewAt(table.getChildCount() - 1);
    }
  }

  private TableRow addRow() {
    TableRow row = new TableRow(root.getContext());
    table.addView(row);
    return row;
  }

  private void fill(TableRow row, MarkdownTable content, int index) {
    for (int column = 0; column < content.columns(); column++) {
      MarkedTextView cell =
          column < row.getChildCount() ? (MarkedTextView) row.getChildAt(column) : addCell(row);
      String text = content.cell(index, column);
      if (!text.equals(cell.getTag())) {
        cell.setTag(text);
        Spanned drawn = markdown.draw(text);
        cell.setText(drawn);
        cell.marks().showFields(InlineCode.fields(drawn, cell.getContext()));
      }
      cell.setGravity(content.gravity(column));
      cell.setTypeface(index == 0 ? Typeface.DEFAULT_BOLD : Typeface.DEFAULT);
      cell.setTextColor(textColor);
    }
  }

  private static MarkedTextView addCell(TableRow row) {
    Context context = row.getContext();
    MarkedTextView cell =
        (MarkedTextView)
            LayoutInflater.from(context).inflate(R.layout.block_table_cell, row, false);
    row.addView(cell);
    return cell;
  }

  @Override
  public List<Text> texts() {
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < table.getChildCount(); i++) {
      TableRow row = (TableRow) table.getChildAt(i);
      for (int j = 0; j < row.getChildCount(); j++) {
        MarkedTextView cell = (MarkedTextView) row.getChildAt(j);
        texts.add(new Text(cell.getText(), cell.marks(), false));
      }
    }
    return texts;
  }

  /** A table shows by its rows that it grows. */
  @Override
  public void setGrowing(boolean growing) {}

  @Override
  public void setTextColor(int color) {
    textColor = color;
    for (int i = 0; i < table.getChildCount(); i++) {
      TableRow row = (TableRow) table.getChildAt(i);
      for (int j = 0; j < row.getChildCount(); j++) {
        ((TextView) row.getChildAt(j)).setTextColor(color);
      }
    }
  }
}
