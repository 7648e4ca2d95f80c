package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.Test;

/** How pictures of the documentation are kept. */
public final class SmallPngTest {
  private static final int WIDTH = 200;
  private static final int HEIGHT = 300;
  private static final int PAGE = 0x1a1512;

  /** Half of eight, the step of five bits. */
  private static final int MOST_OFF = 4;

  /** The colours at the edges: eight to the third, and four to the third in steps of eight. */
  private static final int STEPS = 8;

  private static int[] page() {
    int[] pixels = new int[WIDTH * HEIGHT];
    Random random = new Random(7);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 3 == 0 ? step(random) << 16 | step(random) << 8 | step(random) : PAGE;
    }
    return pixels;
  }

  private static int step(Random random) {
    return random.nextInt(STEPS) * 4;
  }

  private static void assertNear(BufferedImage image, int[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      int color = image.getRGB(i % WIDTH, i / WIDTH);
      for (int shift = 0; shift <= 16; shift += 8) {
        assertThat(Math.abs((color >> shift & 0xff) - (pixels[i] >> shift & 0xff)))
            .isLessThanOrEqualTo(MOST_OFF);
      }
    }
  }

  private static BufferedImage written(int[] pixels) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(SmallPng.of(pixels, WIDTH)));
  }

  @Test
  public void of_aFewColoursMoreThanAPalette_isAPaletteAllTheSame() throws IOException {
    int[] pixels = page();
    BufferedImage image = written(pixels);
    assertThat(image.getColorModel()).isInstanceOf(IndexColorModel.class);
    assertNear(image, pixels);
  }

  @Test
  public void of_photographOfManyColours_isWrittenInFull() throws IOException {
    Random random = new Random(3);
    int[] pixels = random.ints(WIDTH * HEIGHT, 0, 0x1000000).toArray();
    BufferedImage image = written(pixels);
    assertThat(image.getColorModel()).isNotInstanceOf(IndexColorModel.class);
    assertNear(image, pixels);
  }
}
