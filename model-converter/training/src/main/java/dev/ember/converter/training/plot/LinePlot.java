package dev.ember.converter.training.plot;

import java.awt.BasicStroke;
import java.util.LinkedHashMap;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Curves over a common axis. */
public final class LinePlot {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 300;

  private final XYChart chart;
  private final Map<String, XYSeries> lines = new LinkedHashMap<>();

  public LinePlot(String title, String acrossTitle, String upTitle) {
    chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(acrossTitle)
            .yAxisTitle(upTitle)
            .build();
    Canvas.style(chart.getStyler());
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
  }

  /**
   * Adds a curve; points that are not finite are left out. A curve without any is none.
   *
   * @param across {@code [points]}
   * @param up {@code [points]}
   */
  public LinePlot line(String name, double[] across, double[] up) {
    int kept = 0;
    double[] x = new double[up.length];
    double[] y = new double[up.length];
    for (int i = 0; i < up.length; i++) {
      if (Double.isFinite(up[i])) {
        x[kept] = across[i];
        y[kept++] = up[i];
      }
    }
    if (kept > 0) {
      XYSeries series =
          chart.addSeries(name, java.util.Arrays.copyOf(x, kept), java.util.Arrays.copyOf(y, kept));
      series.setMarker(kept == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
      series.setLineStyle(new BasicStroke(1.5f));
      lines.put(name, series);
    }
    return this;
  }

  /** The straight line that a curve would be if it were perfect, thin and without a mark. */
  public LinePlot guide(String name, double from, double to) {
    XYSeries series = chart.addSeries(name, new double[] {from, to}, new double[] {from, to});
    series.setMarker(SeriesMarkers.NONE);
    series.setLineStyle(
        new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {4, 4}, 0));
    return this;
  }

  /** Whether there is anything to draw. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The picture. */
  public byte[] png() {
    chart.getStyler().setLegendVisible(chart.getSeriesMap().size() > 1);
    return Canvas.png(chart);
  }
}
