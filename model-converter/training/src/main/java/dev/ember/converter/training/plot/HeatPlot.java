package dev.ember.converter.training.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** A table of numbers as colours. */
public final class HeatPlot {
  private static final int CELL = 15;
  private static final int SMALLEST = 230; // a title fits
  private static final int MARGIN = 130; // names of rows and columns
  private static final int LARGEST = 560;
  private static final int LONGEST_SIDE = 40; // cells whose names can still be read
  private static final Color[] PALE_TO_DARK = {
    new Color(0xFF, 0xF7, 0xEC), new Color(0xFD, 0xBB, 0x84), new Color(0xB3, 0x00, 0x00)
  };
  private static final Color[] BLUE_TO_RED = {
    new Color(0x21, 0x66, 0xAC), Color.WHITE, new Color(0xB2, 0x18, 0x2B)
  };

  private final HeatMapChart chart;

  /**
   * A picture whose first row is at the top.
   *
   * @param columns what stands under each column
   * @param rows what stands beside each row
   */
  public HeatPlot(String title, List<String> columns, List<String> rows, double[][] values) {
    chart =
        new HeatMapChartBuilder()
            .title(title)
            .width(side(columns.size()) + MARGIN)
            .height(side(rows.size()) + MARGIN)
            .build();
    Canvas.style(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setPlotContentSize(1);
    chart.getStyler().setPlotGridLinesVisible(false);
    chart.getStyler().setShowValue(false);
    chart.getStyler().setXAxisLabelRotation(90);
    chart.getStyler().setXAxisMaxLabelCount(LONGEST_SIDE);
    List<Number[]> cells = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        double value = values[row][column];
        cells.add(new Number[] {column, rows.size() - 1 - row, value});
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    List<String> upwards = new ArrayList<>(distinct(rows));
    Collections.reverse(upwards);
    chart.addSeries("value", distinct(columns), upwards, cells);
    boolean signed = least < 0;
    double bound = Math.max(Math.abs(least), Math.abs(most));
    chart.setXAxisTitle(
        String.format(Locale.ROOT, signed ? "blue -%1$.2f, red %1$.2f" : "dark is %.2f", bound));
    chart.getStyler().setRangeColors(signed ? BLUE_TO_RED : PALE_TO_DARK);
    chart.getStyler().setMin(signed ? -bound : 0);
    chart.getStyler().setMax(bound == 0 ? 1 : bound);
  }

  /** The picture. */
  public byte[] png() {
    return Canvas.png(chart);
  }

  private static int side(int cells) {
    return Math.max(SMALLEST, Math.min(LARGEST, CELL * cells));
  }

  /** XChart tells cells by their names: equal names get invisible endings. */
  private static List<String> distinct(List<String> names) {
    List<String> result = new ArrayList<>();
    for (String name : names) {
      StringBuilder unique = new StringBuilder(name);
      while (result.contains(unique.toString())) {
        unique.append('\u200B'); // a space of no width
      }
      result.add(unique.toString());
    }
    return result;
  }
}
