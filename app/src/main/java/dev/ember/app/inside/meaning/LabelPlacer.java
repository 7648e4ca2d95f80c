package dev.ember.app.inside.meaning;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds room for the names of points, those first that matter most: behind the point, before it,
 * above or below, then at its corners, rather beside a line than on one. A name that would come too
 * near to another, cover a point or leave the picture is left out, or, once all others stand, has a
 * place further away with a thin line to it. Lengths in pixels.
 */
final class LabelPlacer {
  /** A name is read across a line, but better beside it, wherever that is. */
  private static final int CROSSES_LINE = 10;

  /** Only a name that matters may cover a point, and then as few as possible. */
  private static final int COVERS_POINT = 100;

  /** How far away a name with a line to it may stand, in its own heights. */
  private static final float[] AWAY = {0.4f, 1, 1.8f};

  /** Ways to go away from a point. */
  private static final int WAYS = 16;

  private final float width;
  private final float height;
  private final float gap;
  private final List<Place> points = new ArrayList<>();
  private final List<Place> names = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<Line> leaders = new ArrayList<>();

  /**
   * @param gap between a point and its name, and the least between two names in a line
   */
  LabelPlacer(float width, float height, float gap) {
    this.width = width;
    this.height = height;
    this.gap = gap;
  }

  /** A point as it is drawn. */
  record Dot(float x, float y, float radius) {}

  /** Where a name stands. */
  record Place(float left, float top, float right, float bottom) {
    boolean covers(Place other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }

    boolean holds(float x, float y) {
      return x >= left && x <= right && y >= top && y <= bottom;
    }

    private Place wider(float by) {
      return new Place(left - by, top, right + by, bottom);
    }
  }

  /** A name away from its point, and the line between them. */
  record Led(Place place, Line line) {}

  /** A line between two places. */
  record Line(float x, float y, float toX, float toY) {
    /** By the share of the line that lies within the place (Liang and Barsky 1984). */
    boolean crosses(Place place) {
      float[] share = {0, 1};
      return clips(share, x - toX, x - place.left)
          && clips(share, toX - x, place.right - x)
          && clips(share, y - toY, y - place.top)
          && clips(share, toY - y, place.bottom - y);
    }

    /** Whether each line has the ends of the other on two sides. */
    boolean meets(Line other) {
      return side(other.x, other.y) * side(other.toX, other.toY) <= 0
          && other.side(x, y) * other.side(toX, toY) <= 0;
    }

    /** Above 0 on one side of the line, below 0 on the other: twice the area of the triangle. */
    private double side(float otherX, float otherY) {
      return (double) (toX - x) * (otherY - y) - (double) (toY - y) * (otherX - x);
    }

    /** Cuts off what lies beyond one side; false if nothing is left. */
    private static boolean clips(float[] share, float direction, float distance) {
      if (direction == 0) {
        return distance >= 0;
      }
      float at = distance / direction;
      if (direction < 0) {
        share[0] = Math.max(share[0], at);
      } else {
        share[1] = Math.min(share[1], at);
      }
      return share[0] <= share[1];
    }
  }

  /** No name may cover this point. */
  void keepFree(Dot dot) {
    keepFree(place(dot));
  }

  private static Place place(Dot dot) {
    float radius = dot.radius;
    return new Place(dot.x - radius, dot.y - radius, dot.x + radius, dot.y + radius);
  }

  void keepFree(Place place) {
    points.add(place);
  }

  /** No name should stand on the line between two points. */
  void keepClear(Dot from, Dot to) {
    lines.add(new Line(from.x, from.y, to.x, to.y));
  }

  /** Room for the name of a point, or null if there is none. */
  @Nullable Place place(Dot dot, float nameWidth, float nameHeight) {
    return take(cheapest(around(dot, nameWidth, nameHeight), 0));
  }

  /** The same for a name that matters: if need be over other points, but over no name. */
  @Nullable Place placeOverPoints(Dot dot, float nameWidth, float nameHeight) {
    return take(cheapest(around(dot, nameWidth, nameHeight), points.size()));
  }

  /** The same for a name that has to stand: if need be, over anything. */
  Place placeAlways(Dot dot, float nameWidth, float nameHeight) {
    Place place = placeOverPoints(dot, nameWidth, nameHeight);
    if (place != null) {
      return place;
    }
    List<Place> around = around(dot, nameWidth, nameHeight);
    Place chosen = around.stream().filter(this::isInside).findFirst().orElse(around.get(0));
    names.add(chosen);
    return chosen;
  }

  /** Room away from the point, or null if there is none; the nearest of what there is. */
  @Nullable Led placeAway(Dot dot, float nameWidth, float nameHeight) {
    for (float away : AWAY) {
      Led best = null;
      long least = Long.MAX_VALUE;
      for (int i = 0; i < WAYS; i++) {
        Led led = away(dot, 2 * Math.PI * i / WAYS, away * nameHeight, nameWidth, nameHeight);
        long crossed = lines.stream().filter(line -> line.crosses(led.place)).count();
        if (crossed < least && isFree(led, dot)) {
          best = led;
          least = crossed;
        }
      }
      if (best != null) {
        names.add(best.place);
        leaders.add(best.line);
        return best;
      }
    }
    return null;
  }

  private Led away(Dot dot, double angle, float away, float nameWidth, float nameHeight) {
    float far = dot.radius + gap + away;
    float x = dot.x + (float) Math.cos(angle) * (far + nameWidth / 2);
    float y = dot.y + (float) Math.sin(angle) * (far + nameHeight / 2);
    Place place = at(x - nameWidth / 2, y - nameHeight / 2, nameWidth, nameHeight);
    float toX = Math.max(place.left, Math.min(place.right, dot.x));
    float toY = Math.max(place.top, Math.min(place.bottom, dot.y));
    double length = Math.hypot(toX - dot.x, toY - dot.y);
    float out = length == 0 ? 0 : (float) (dot.radius / length);
    return new Led(
        place, new Line(dot.x + (toX - dot.x) * out, dot.y + (toY - dot.y) * out, toX, toY));
  }

  /** Whether name and line cover nothing, and the line ends clear of its own point. */
  private boolean isFree(Led led, Dot own) {
    Place ownPlace = place(own);
    return isInside(led.place)
        && names.stream().noneMatch(led.place.wider(gap)::covers)
        && points.stream().noneMatch(led.place.wider(gap)::covers)
        && leaders.stream().noneMatch(leader -> leader.crosses(led.place))
        && leaders.stream().noneMatch(led.line::meets)
        && names.stream().noneMatch(led.line::crosses)
        && points.stream().noneMatch(point -> !point.equals(ownPlace) && led.line.crosses(point));
  }

  private @Nullable Place take(@Nullable Place place) {
    if (place != null) {
      names.add(place);
    }
    return place;
  }

  /** The best of some places, of equals the first; null if none covers so few points. */
  private @Nullable Place cheapest(List<Place> places, int mostPoints) {
    Place best = null;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      long covered = points.stream().filter(place::covers).count();
      long crossed = lines.stream().filter(line -> line.crosses(place)).count();
      long cost = COVERS_POINT * covered + CROSSES_LINE * crossed + i;
      boolean stands = isInside(place) && names.stream().noneMatch(place.wider(gap)::covers);
      if (stands && covered <= mostPoints && cost < least) {
        best = place;
        least = cost;
      }
    }
    return best;
  }

  private List<Place> around(Dot dot, float nameWidth, float nameHeight) {
    float far = dot.radius + gap;
    float behind = dot.x + far;
    float before = dot.x - far - nameWidth;
    float above = dot.y - dot.radius - nameHeight;
    float below = dot.y + dot.radius;
    float right = dot.x + dot.radius;
    float left = dot.x - dot.radius - nameWidth;
    return List.of(
        at(behind, dot.y - nameHeight / 2, nameWidth, nameHeight),
        at(before, dot.y - nameHeight / 2, nameWidth, nameHeight),
        at(dot.x - nameWidth / 2, above, nameWidth, nameHeight),
        at(dot.x - nameWidth / 2, below, nameWidth, nameHeight),
        at(right, above, nameWidth, nameHeight),
        at(left, above, nameWidth, nameHeight),
        at(right, below, nameWidth, nameHeight),
        at(left, below, nameWidth, nameHeight));
  }

  private static Place at(float left, float top, float nameWidth, float nameHeight) {
    return new Place(left, top, left + nameWidth, top + nameHeight);
  }

  private boolean isInside(Place place) {
    return place.left >= 0 && place.right <= width && place.top >= 0 && place.bottom <= height;
  }
}
