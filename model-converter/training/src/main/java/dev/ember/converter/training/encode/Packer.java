package dev.ember.converter.training.encode;

import dev.ember.converter.training.model.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lays documents into the rows of a batch, whole and without overlap. The batch marks which
 * position belongs to which document, so none sees its neighbour.
 *
 * <p>Documents are drawn until their positions together fill the batch, then placed longest first
 * where the least room is left. What no longer fits is dropped: the shortest, about one in fifty
 * positions. A document longer than a row loses its end.
 */
public final class Packer {
  private final int rows; // B
  private final int length; // T
  private final int padding;

  /**
   * @param padding token of the positions that no document takes
   */
  public Packer(int rows, int length, int padding) {
    this.rows = rows;
    this.length = length;
    this.padding = padding;
  }

  /** Draws from the source until a batch is full. */
  public Batch pack(Supplier<TokenizedText> source) {
    List<TokenizedText> drawn = new ArrayList<>();
    int positions = 0;
    while (positions < rows * length) {
      TokenizedText text = source.get();
      drawn.add(text);
      positions += Math.min(text.positions(), length);
    }
    return pack(drawn);
  }

  /** Packs as many of the given documents as fit. */
  public Batch pack(List<TokenizedText> texts) {
    Layout layout = new Layout();
    texts.stream()
        .sorted(Comparator.comparingInt(TokenizedText::positions).reversed())
        .forEach(layout::place);
    return new Batch(rows, length, layout.tokens, layout.targets, layout.documents);
  }

  /** A batch as it fills. */
  private final class Layout {
    private final int[] tokens = new int[rows * length];
    private final int[] targets = new int[rows * length];
    private final int[] documents = new int[rows * length];
    private final int[] used = new int[rows];
    private int placed;

    private Layout() {
      Arrays.fill(tokens, padding);
      Arrays.fill(targets, Batch.IGNORED);
      // Padding is document 0, which holds no scored position.
    }

    private void place(TokenizedText text) {
      int count = Math.min(text.positions(), length);
      int row = fullestRowWithRoom(count);
      if (row < 0) {
        return;
      }
      placed++;
      int start = row * length + used[row];
      for (int i = 0; i < count; i++) {
        tokens[start + i] = text.tokens()[i];
        targets[start + i] = text.scored()[i + 1] ? text.tokens()[i + 1] : Batch.IGNORED;
        documents[start + i] = placed;
      }
      used[row] += count;
    }

    /** The row, or -1 if none has room. */
    private int fullestRowWithRoom(int count) {
      int best = -1;
      for (int row = 0; row < rows; row++) {
        if (used[row] + count <= length && (best < 0 || used[row] > used[best])) {
          best = row;
        }
      }
      return best;
    }
  }
}
