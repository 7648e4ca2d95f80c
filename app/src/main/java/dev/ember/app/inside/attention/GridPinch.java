package dev.ember.app.inside.attention;

import android.view.MotionEvent;
import android.view.ScaleGestureDetector;
import android.view.View;

/** Two fingers on a grid zoom, one taps; a finger that moves is left to whoever scrolls. */
final class GridPinch {
  private final View grid;
  private final ScaleGestureDetector fingers;
  private final Tap tap;
  private boolean pinched;

  /** Hears where a finger left the grid that did nothing else. */
  interface Tap {
    void at(float x, float y);
  }

  GridPinch(View grid, GridSize size, Tap tap) {
    this.grid = grid;
    this.tap = tap;
    fingers =
        new ScaleGestureDetector(
            grid.getContext(),
            new ScaleGestureDetector.SimpleOnScaleGestureListener() {
              @Override
              public boolean onScale(ScaleGestureDetector now) {
                size.zoom(now.getScaleFactor());
                grid.requestLayout();
                grid.invalidate();
                return true;
              }
            });
  }

  boolean onTouch(MotionEvent event) {
    fingers.onTouchEvent(event);
    switch (event.getActionMasked()) {
      case MotionEvent.ACTION_DOWN -> pinched = false;
      case MotionEvent.ACTION_POINTER_DOWN -> {
        pinched = true;
        grid.getParent().requestDisallowInterceptTouchEvent(true);
      }
      case MotionEvent.ACTION_UP -> {
        if (!pinched) {
          tap.at(event.getX(), event.getY());
        }
      }
      default -> {}
    }
    return true;
  }
}
