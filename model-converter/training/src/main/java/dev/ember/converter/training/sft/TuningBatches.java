package dev.ember.converter.training.sft;

import dev.ember.converter.training.encode.TokenizedText;
import dev.ember.converter.training.loop.BatchShape;
import dev.ember.converter.training.loop.BatchSource;
import dev.ember.converter.training.model.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of chats, of which only what the assistant writes is scored, and between them, evenly, rows
 * of plain text, of which everything is: who only tunes forgets what was learned before.
 */
final class TuningBatches implements BatchSource {
  private final List<TokenizedText> chats;
  private final RowPlan plan;
  private final BatchShape shape;
  private final int padding;
  private final @Nullable BatchSource texts;
  private final double textShare;

  /**
   * @param texts one row a step, or null for none
   * @param textShare part of the rows that are text
   */
  TuningBatches(
      List<TokenizedText> chats,
      RowPlan plan,
      BatchShape shape,
      int padding,
      @Nullable BatchSource texts,
      double textShare) {
    if (!(textShare >= 0 && textShare < 1)) {
      throw new IllegalArgumentException(
          "expected a share of text of at least 0 and below 1 but found " + textShare);
    }
    this.chats = chats;
    this.plan = plan;
    this.shape = shape;
    this.padding = padding;
    this.texts = texts;
    this.textShare = texts == null ? 0 : textShare;
  }

  static RowPlan plan(List<TokenizedText> chats, BatchShape shape, long seed) {
    int[] positions = chats.stream().mapToInt(TokenizedText::positions).toArray();
    return new RowPlan(positions, shape.length(), seed);
  }

  @Override
  public List<Batch> batches(int step) {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < shape.batches(); i++) {
      long first = ((long) step * shape.batches() + i) * shape.rows();
      batches.add(batch(first));
    }
    return batches;
  }

  private Batch batch(long firstRow) {
    int count = shape.rows() * shape.length();
    int[] tokens = new int[count];
    int[] targets = new int[count];
    int[] documents = new int[count];
    Arrays.fill(tokens, padding);
    Arrays.fill(targets, Batch.IGNORED);
    for (int row = 0; row < shape.rows(); row++) {
      long textsBefore = textRows(firstRow + row);
      int at = row * shape.length();
      if (texts != null && textRows(firstRow + row + 1) > textsBefore) {
        Batch text = texts.batches((int) textsBefore).get(0);
        System.arraycopy(text.tokens(), 0, tokens, at, shape.length());
        System.arraycopy(text.targets(), 0, targets, at, shape.length());
        System.arraycopy(text.documents(), 0, documents, at, shape.length());
      } else {
        layChats(plan.row(firstRow + row - textsBefore), at, tokens, targets, documents);
      }
    }
    return new Batch(shape.rows(), shape.length(), tokens, targets, documents);
  }

  /** How many of so many first rows are text. */
  private long textRows(long rows) {
    return (long) Math.floor(rows * textShare);
  }

  /** Lays chats one behind another; padding is document 0. */
  private void layChats(
      List<Integer> row, int start, int[] tokens, int[] targets, int[] documents) {
    int at = start;
    int number = 0;
    for (int index : row) {
      TokenizedText chat = chats.get(index);
      int count = Math.min(chat.positions(), shape.length());
      number++;
      for (int i = 0; i < count; i++) {
        tokens[at + i] = chat.tokens()[i];
        targets[at + i] = chat.scored()[i + 1] ? chat.tokens()[i + 1] : Batch.IGNORED;
        documents[at + i] = number;
      }
      at += count;
    }
  }
}
