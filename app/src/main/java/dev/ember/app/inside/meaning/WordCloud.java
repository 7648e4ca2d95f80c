package dev.ember.app.inside.meaning;

import dev.ember.inference.embedding.EmbeddingSpace;
import dev.ember.inference.embedding.PrincipalPlane;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words that come on one map, in the plane in which they lie widest apart. */
final class WordCloud {
  /** More would hide each other's names. */
  private static final int MOST = 40;

  /** The plane of fewer is none. */
  private static final int FEWEST = 3;

  private final List<String> words = new ArrayList<>();
  private final List<float[]> directions = new ArrayList<>(); // each [E]
  private final List<MapPoint.Kind> kinds = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  /** A cloud around a word. */
  WordCloud(String word, float[] direction) {
    add(word, direction, MapPoint.Kind.WORD);
  }

  /** A word that is there already is left out. */
  void add(String word, float[] direction, MapPoint.Kind kind) {
    if (known.add(word.toLowerCase(Locale.ROOT))) {
      words.add(word);
      directions.add(direction);
      kinds.add(kind);
    }
  }

  boolean hasRoom() {
    return words.size() < MOST;
  }

  /** The words where they lie; too few for a plane lie in the middle. */
  Sight.Plane plane() {
    PrincipalPlane plane = words.size() < FEWEST ? null : PrincipalPlane.of(directions);
    List<MapPoint> points = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      points.add(
          new MapPoint(
              words.get(i),
              coordinate(plane, i, 0),
              coordinate(plane, i, 1),
              kinds.get(i),
              EmbeddingSpace.similarity(directions.get(0), directions.get(i))));
    }
    double spread = plane == null ? 0 : plane.explained(0) + plane.explained(1);
    return new Sight.Plane(points, (float) Math.min(1, spread));
  }

  private float coordinate(@Nullable PrincipalPlane plane, int word, int axis) {
    return plane == null ? 0 : (float) plane.coordinate(directions.get(word), axis);
  }
}
