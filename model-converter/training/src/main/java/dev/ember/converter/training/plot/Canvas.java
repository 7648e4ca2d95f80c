package dev.ember.converter.training.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The look that all pictures share, and how one becomes a PNG. */
final class Canvas {
  /** Pixels for each unit of length, so that a picture is sharp on a dense screen. */
  private static final int DENSITY = 2;

  private static final int FONT_SIZE = 11;
  private static final int TITLE_SIZE = 13;
  private static final Color INK = new Color(0x33, 0x33, 0x33);
  private static final Color GRID = new Color(0xE4, 0xE4, 0xE4);

  /** Okabe and Ito's colours, which people who see colours differently can tell apart too. */
  private static final Color[] SERIES = {
    new Color(0xD5, 0x5E, 0x00),
    new Color(0x00, 0x72, 0xB2),
    new Color(0x00, 0x9E, 0x73),
    new Color(0xCC, 0x79, 0xA7),
    new Color(0xE6, 0x9F, 0x00),
    new Color(0x56, 0xB4, 0xE9),
  };

  static {
    System.setProperty("java.awt.headless", "true"); // it never opens a window
  }

  private Canvas() {}

  static void style(AxesChartStyler styler) {
    styler.setLocale(Locale.ROOT);
    styler.setBaseFont(font(Font.PLAIN, FONT_SIZE));
    styler.setChartTitleFont(font(Font.BOLD, TITLE_SIZE));
    styler.setAxisTitleFont(font(Font.PLAIN, FONT_SIZE));
    styler.setAxisTickLabelsFont(font(Font.PLAIN, FONT_SIZE));
    styler.setLegendFont(font(Font.PLAIN, FONT_SIZE));
    styler.setChartFontColor(INK);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setSeriesColors(SERIES);
    styler.setChartPadding(8);
  }

  static byte[] png(Chart<?, ?> chart) {
    int width = chart.getWidth();
    int height = chart.getHeight();
    BufferedImage image =
        new BufferedImage(DENSITY * width, DENSITY * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.scale(DENSITY, DENSITY);
    chart.paint(graphics, width, height);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }
}
