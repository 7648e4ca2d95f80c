package dev.ember.converter.training.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** How often values fall between bounds: one histogram or several side by side. */
public final class BarPlot {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 300;
  private static final int MOST_LABELS = 12;

  private final CategoryChart chart;

  public BarPlot(String title, String acrossTitle, String upTitle) {
    chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(acrossTitle)
            .yAxisTitle(upTitle)
            .build();
    Canvas.style(chart.getStyler());
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.getStyler().setXAxisMaxLabelCount(MOST_LABELS);
  }

  /**
   * Adds a histogram.
   *
   * @param centres of the bins, {@code [bins]}
   * @param counts {@code [bins]}
   */
  public BarPlot bars(String name, double[] centres, double[] counts) {
    List<String> labels = new ArrayList<>();
    List<Double> heights = new ArrayList<>();
    for (int i = 0; i < centres.length; i++) {
      labels.add(String.format(Locale.ROOT, "%.3g", centres[i]));
      heights.add(counts[i]);
    }
    chart.addSeries(name, labels, heights);
    return this;
  }

  /** The picture. */
  public byte[] png() {
    return Canvas.png(chart);
  }
}
