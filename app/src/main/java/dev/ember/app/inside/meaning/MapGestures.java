package dev.ember.app.inside.meaning;

import android.annotation.SuppressLint;
import android.view.GestureDetector;
import android.view.MotionEvent;
import android.view.ScaleGestureDetector;

/**
 * Fingers on a map. While all of it is seen, one finger scrolls the page as anywhere; the page
 * keeps still as soon as two fingers zoom, or one moves what was zoomed.
 */
final class MapGestures {
  private final WordMap map;
  private final MapCamera camera;
  private final ScaleGestureDetector pinch;
  private final GestureDetector finger;

  MapGestures(WordMap map, MapCamera camera) {
    this.map = map;
    this.camera = camera;
    pinch = new ScaleGestureDetector(map.getContext(), new Pinch());
    finger = new GestureDetector(map.getContext(), new Finger());
  }

  @SuppressLint("ClickableViewAccessibility") // its words are virtual views, which are clicked
  boolean on(MotionEvent event) {
    pinch.onTouchEvent(event);
    finger.onTouchEvent(event);
    boolean ours = event.getPointerCount() > 1 || !map.isWidest();
    map.getParent().requestDisallowInterceptTouchEvent(ours);
    return true;
  }

  private final class Pinch extends ScaleGestureDetector.SimpleOnScaleGestureListener {
    @Override
    public boolean onScale(ScaleGestureDetector now) {
      camera.zoom(now.getScaleFactor(), now.getFocusX(), now.getFocusY());
      map.moved();
      return true;
    }
  }

  private final class Finger extends GestureDetector.SimpleOnGestureListener {
    @Override
    public boolean onDown(MotionEvent event) {
      return true;
    }

    @Override
    public boolean onScroll(MotionEvent down, MotionEvent now, float dx, float dy) {
      if (map.isWidest()) {
        return false;
      }
      camera.drag(-dx, -dy);
      map.moved();
      return true;
    }

    @Override
    public boolean onSingleTapUp(MotionEvent event) {
      MapPoint point = map.at(event.getX(), event.getY());
      if (point != null) {
        map.choose(point);
      }
      return point != null;
    }
  }
}
