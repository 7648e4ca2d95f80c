package dev.ember.app.inside.meaning;

import java.util.List;

/**
 * Which part of a map is seen, and how large: at first all of it. Where the picture has room in one
 * of the two directions only, that one is drawn larger, up to {@link #MOST_STRETCH} times: what the
 * two say is how words lie to each other, not how far apart. Lengths in pixels.
 */
final class MapCamera {
  static final float WIDEST = 1;
  static final float NEAREST = 8;

  /** More would make two heaps of one. */
  static final float MOST_STRETCH = 1.4f;

  private float width = 1;
  private float height = 1;

  // What lies in the middle of the view, and how many pixels a unit has each way, when all is seen.
  private float middleX;
  private float middleY;
  private float unitX = 1;
  private float unitY = 1;
  private float aside; // how far the middle lies left of the view's

  private float scale = WIDEST;
  private float centreX = 0.5f; // of the view at its widest, 0 to 1
  private float centreY = 0.5f;

  /**
   * Sees all of some points.
   *
   * @param padding to leave free at each side
   * @param corner the least of the view that has to stay free of them
   */
  void fit(
      List<MapPoint> points,
      float viewWidth,
      float viewHeight,
      float padding,
      LabelPlacer.Place corner) {
    width = Math.max(1, viewWidth);
    height = Math.max(1, viewHeight);
    fit(points, padding, 0);
    if (points.stream().anyMatch(point -> corner.holds(widestX(point), widestY(point)))) {
      boolean atStart = corner.left() <= 0;
      fit(points, padding, atStart ? -corner.right() : width - corner.left());
    }
  }

  /**
   * @param more to leave free at the right; below 0, at the left
   */
  private void fit(List<MapPoint> points, float padding, float more) {
    aside = more / 2;
    float left = Float.MAX_VALUE;
    float right = -Float.MAX_VALUE;
    float bottom = Float.MAX_VALUE;
    float top = -Float.MAX_VALUE;
    for (MapPoint point : points) {
      left = Math.min(left, point.x());
      right = Math.max(right, point.x());
      bottom = Math.min(bottom, point.y());
      top = Math.max(top, point.y());
    }
    middleX = points.isEmpty() ? 0 : (left + right) / 2;
    middleY = points.isEmpty() ? 0 : (bottom + top) / 2;
    float across = points.isEmpty() ? 0 : right - left;
    float up = points.isEmpty() ? 0 : top - bottom;
    float byWidth = across == 0 ? Float.MAX_VALUE : (width - 2 * padding - Math.abs(more)) / across;
    float byHeight = up == 0 ? Float.MAX_VALUE : (height - 2 * padding) / up;
    boolean isWide = Math.min(byWidth, byHeight) < Float.MAX_VALUE;
    unitX = isWide ? Math.max(0, Math.min(byWidth, byHeight * MOST_STRETCH)) : 1;
    unitY = isWide ? Math.max(0, Math.min(byHeight, byWidth * MOST_STRETCH)) : 1;
  }

  private float widestX(MapPoint point) {
    return width / 2 - aside + (point.x() - middleX) * unitX;
  }

  private float widestY(MapPoint point) {
    return height / 2 - (point.y() - middleY) * unitY;
  }

  float x(MapPoint point) {
    return (widestX(point) - centreX * width) * scale + width / 2;
  }

  float y(MapPoint point) {
    return (widestY(point) - centreY * height) * scale + height / 2;
  }

  float scale() {
    return scale;
  }

  float centreX() {
    return centreX;
  }

  float centreY() {
    return centreY;
  }

  /** As it was before. */
  void restore(float oldScale, float oldCentreX, float oldCentreY) {
    scale = clamp(oldScale, WIDEST, NEAREST);
    centreX = oldCentreX;
    centreY = oldCentreY;
    stayOnTheMap();
  }

  /** Zooms so that what lies at a place stays there. */
  void zoom(float factor, float x, float y) {
    float before = scale;
    scale = clamp(scale * factor, WIDEST, NEAREST);
    centreX += (x - width / 2) / width * (1 / before - 1 / scale);
    centreY += (y - height / 2) / height * (1 / before - 1 / scale);
    stayOnTheMap();
  }

  /** Moves what is seen along with a finger. */
  void drag(float dx, float dy) {
    centreX -= dx / width / scale;
    centreY -= dy / height / scale;
    stayOnTheMap();
  }

  private void stayOnTheMap() {
    float half = 0.5f / scale;
    centreX = clamp(centreX, half, 1 - half);
    centreY = clamp(centreY, half, 1 - half);
  }

  private static float clamp(float value, float least, float most) {
    return Math.max(least, Math.min(most, value));
  }
}
