package dev.ember.converter.training.report;

import dev.ember.converter.training.plot.HeatPlot;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Rotary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a model tells positions apart, as a heat map of positions over dimensions: the rows of its
 * table where it has one (learned, or the sines of "Attention is all you need"), else the cosines
 * by which rotary positions turn each pair.
 */
final class PositionPicture {
  private static final int POSITIONS = 64;
  private static final int DIMENSIONS = 48;

  private PositionPicture() {}

  /** The picture of a table, {@code [C * E]}. */
  static byte[] ofTable(float[] table, int width) {
    int positions = Math.min(POSITIONS, table.length / width);
    int dimensions = Math.min(DIMENSIONS, width);
    double[][] values = new double[positions][dimensions];
    for (int t = 0; t < positions; t++) {
      for (int i = 0; i < dimensions; i++) {
        values[t][i] = table[t * width + i];
      }
    }
    return picture("Position table: first positions and dimensions", values);
  }

  /** The picture of rotary positions. */
  static byte[] ofRotary(DecoderConfig config) {
    Rotary rotary = config.attention().rotary(0);
    int pairs = Math.min(DIMENSIONS, rotary.dimensions() / 2);
    int positions = Math.min(POSITIONS, config.context());
    double[][] values = new double[positions][pairs];
    for (int t = 0; t < positions; t++) {
      for (int i = 0; i < pairs; i++) {
        values[t][i] = Math.cos(t * rotary.frequency(i, config.context()));
      }
    }
    return picture("Rotary positions: cosine of each pair's turn", values);
  }

  private static byte[] picture(String title, double[][] values) {
    return new HeatPlot(title, numbers(values[0].length), numbers(values.length), values).png();
  }

  private static List<String> numbers(int count) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(Integer::toString).toList());
  }
}
