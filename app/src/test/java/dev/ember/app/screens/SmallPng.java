package dev.ember.app.screens;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Writes pictures of screens in a third of the bytes: the colours of areas as they are, those of
 * the edges between them in six bits a channel, and a palette if that is enough. Where five bits
 * are what makes it enough, it is five: a picture a few colours over a palette takes half as much
 * again.
 */
final class SmallPng {
  /** A screen has some twenty areas; all other colours are edges of letters and shapes. */
  private static final int AREAS = 48;

  private static final int LOST_BITS = 2;
  private static final int MOST_LOST_BITS = 3;
  private static final int WHOLE = 0xff;
  private static final int RGB = 0xffffff;
  private static final int PALETTE = 256;

  /** zlib's level 9. */
  private static final float SMALLEST = 0;

  private SmallPng() {}

  /**
   * @param pixels opaque colours, row by row
   */
  static byte[] of(int[] pixels, int width) throws IOException {
    Set<Integer> areas = areas(pixels);
    int[] colors = reduced(pixels, areas, LOST_BITS);
    Map<Integer, Integer> places = places(colors);
    if (places.size() > PALETTE) {
      int[] fewer = reduced(pixels, areas, MOST_LOST_BITS);
      Map<Integer, Integer> fewerPlaces = places(fewer);
      colors = fewerPlaces.size() <= PALETTE ? fewer : colors;
      places = fewerPlaces.size() <= PALETTE ? fewerPlaces : places;
    }
    int height = pixels.length / width;
    boolean indexed = places.size() <= PALETTE;
    BufferedImage image =
        indexed
            ? new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette(places))
            : new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < colors.length; i++) {
      if (indexed) {
        int place = Objects.requireNonNull(places.get(colors[i]), "palette");
        image.getRaster().setSample(i % width, i / width, 0, place);
      } else {
        image.setRGB(i % width, i / width, colors[i]);
      }
    }
    return written(image);
  }

  private static Set<Integer> areas(int[] pixels) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel & RGB, 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
        .limit(AREAS)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static int[] reduced(int[] pixels, Set<Integer> areas, int lostBits) {
    int[] colors = new int[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int color = pixels[i] & RGB;
      colors[i] = areas.contains(color) ? color : reduced(color, lostBits);
    }
    return colors;
  }

  private static Map<Integer, Integer> places(int[] colors) {
    Map<Integer, Integer> places = new HashMap<>();
    for (int color : colors) {
      places.putIfAbsent(color, places.size());
    }
    return places;
  }

  private static int reduced(int color, int lostBits) {
    return channel(color >> 16, lostBits) << 16
        | channel(color >> 8, lostBits) << 8
        | channel(color, lostBits);
  }

  /** In the middle of what it stands for. */
  private static int channel(int value, int lostBits) {
    return (value & WHOLE >> lostBits << lostBits) | 1 << (lostBits - 1);
  }

  private static IndexColorModel palette(Map<Integer, Integer> places) {
    int[] colors = new int[places.size()];
    places.forEach((color, place) -> colors[place] = color);
    return new IndexColorModel(
        8, colors.length, colors, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
  }

  private static byte[] written(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(SMALLEST);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
