package dev.ember.app.inside.meaning;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds room for the names of points, those first that matter most: behind the point, before it,
 * above or below, then at its corners. A name that would cover another or leave the picture is left
 * out. Lengths in pixels.
 */
final class LabelPlacer {
  private final float width;
  private final float height;
  private final float gap;
  private final List<Place> taken = new ArrayList<>();

  /**
   * @param gap between a point and its name, and the least between names
   */
  LabelPlacer(float width, float height, float gap) {
    this.width = width;
    this.height = height;
    this.gap = gap;
  }

  /** Where a name stands. */
  record Place(float left, float top, float right, float bottom) {
    boolean covers(Place other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  /** No name may cover this point. */
  void keepFree(float x, float y, float radius) {
    keepFree(new Place(x - radius, y - radius, x + radius, y + radius));
  }

  void keepFree(Place place) {
    taken.add(place);
  }

  /**
   * Room for the name of a point, or null if there is none.
   *
   * @param radius of the point
   */
  @Nullable Place place(float x, float y, float radius, float nameWidth, float nameHeight) {
    for (Place place : around(x, y, radius, nameWidth, nameHeight)) {
      if (isInside(place) && isFree(place)) {
        taken.add(place);
        return place;
      }
    }
    return null;
  }

  /** The same for a name that has to stand: if need be, over the points of others. */
  Place placeAlways(float x, float y, float radius, float nameWidth, float nameHeight) {
    Place free = place(x, y, radius, nameWidth, nameHeight);
    if (free != null) {
      return free;
    }
    List<Place> around = around(x, y, radius, nameWidth, nameHeight);
    Place chosen = around.stream().filter(this::isInside).findFirst().orElse(around.get(0));
    taken.add(chosen);
    return chosen;
  }

  private List<Place> around(float x, float y, float radius, float nameWidth, float nameHeight) {
    float far = radius + gap;
    float behind = x + far;
    float before = x - far - nameWidth;
    float above = y - radius - nameHeight;
    float below = y + radius;
    return List.of(
        at(behind, y - nameHeight / 2, nameWidth, nameHeight),
        at(before, y - nameHeight / 2, nameWidth, nameHeight),
        at(x - nameWidth / 2, above, nameWidth, nameHeight),
        at(x - nameWidth / 2, below, nameWidth, nameHeight),
        at(x + radius, above, nameWidth, nameHeight),
        at(x - radius - nameWidth, above, nameWidth, nameHeight),
        at(x + radius, below, nameWidth, nameHeight),
        at(x - radius - nameWidth, below, nameWidth, nameHeight));
  }

  private static Place at(float left, float top, float nameWidth, float nameHeight) {
    return new Place(left, top, left + nameWidth, top + nameHeight);
  }

  private boolean isInside(Place place) {
    return place.left >= 0 && place.right <= width && place.top >= 0 && place.bottom <= height;
  }

  private boolean isFree(Place place) {
    return taken.stream().noneMatch(place::covers);
  }
}
