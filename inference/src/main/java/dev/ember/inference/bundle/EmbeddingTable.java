package dev.ember.inference.bundle;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder takes in for each token, {@code [E]}: its row of the embedding table, scaled if
 * the model does, and the row of its position where positions are learned. Rows are dequantized one
 * by one from the mapped file, so that the tables cost no heap.
 *
 * <h2>Threading model</h2>
 *
 * One thread at a time: a row passes through scratch arrays.
 */
public final class EmbeddingTable {
  private final int vocabulary;
  private final TensorReader tokens; // [V, E]
  private final @Nullable TensorReader positions; // [C, E]
  private final float scale;
  private final float[] row; // [E]
  private final float[] positionRow; // [E]

  EmbeddingTable(Bundle bundle) {
    DecoderConfig config = bundle.manifest().config();
    vocabulary = config.vocabulary();
    tokens = bundle.tensor(TensorName.EMBEDDING).reader();
    scale = config.embeddings().scale();
    positions =
        config.embeddings().learnedPositions()
            ? bundle.tensor(TensorName.POSITION_EMBEDDING).reader()
            : null;
    row = new float[config.hidden()];
    positionRow = new float[config.hidden()];
  }

  /** V. */
  public int vocabulary() {
    return vocabulary;
  }

  /** E. */
  public int hidden() {
    return row.length;
  }

  /**
   * Puts the input of a token at a position, E floats, at the buffer's own position.
   *
   * @throws IllegalArgumentException if the token is outside the vocabulary, or the position
   *     outside a table of positions
   */
  public void read(int token, int position, FloatBuffer destination) {
    tokens.read(token, row, 0);
    for (int i = 0; i < row.length; i++) {
      row[i] *= scale;
    }
    if (positions != null) {
      positions.read(position, positionRow, 0);
      for (int i = 0; i < row.length; i++) {
        row[i] += positionRow[i];
      }
    }
    destination.put(row);
  }
}
