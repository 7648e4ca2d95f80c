package dev.ember.app.inside.meaning;

import static java.util.stream.Collectors.toList;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.DashPathEffect;
import android.graphics.Paint;
import android.graphics.Rect;
import android.graphics.Typeface;
import android.os.Bundle;
import android.os.Parcelable;
import android.util.AttributeSet;
import android.view.MotionEvent;
import androidx.annotation.AttrRes;
import androidx.core.os.BundleCompat;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.widget.SpokenPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A map of words. Two fingers zoom; once zoomed, one finger moves it; a tap chooses a word. Each
 * word is a virtual view for TalkBack and the keyboard ({@link MapWords}).
 */
public final class WordMap extends SpokenPicture {
  private static final float GRID_DP = 64;
  private static final float DOT_DP = 5;
  private static final float WORD_DOT_DP = 7;
  private static final float RING_DP = 12;
  private static final float LINE_DP = 2;
  private static final float HAIRLINE_DP = 1;
  private static final float DASH_DP = 4;
  private static final float GAP_DP = 6;
  private static final float PADDING_DP = 28;
  private static final float REACH_DP = 24;

  /** The two buttons that zoom, one above the other in the lower end corner. */
  private static final float BUTTON_DP = 56;

  private static final float TEXT_SP = 14;

  /** The word in the middle of it all is covered last: it counts for so many points. */
  private static final int RING_WEIGHT = 4;

  /** Above and below the letters of a name. */
  private static final float NAME_AIR_DP = 2;

  /** Lines lead to so many neighbours: more would be a knot. */
  private static final int LINES = 3;

  private static final String SUPER = "super";
  private static final String CAMERA = "camera";

  private final float dp;
  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final Paint dashes = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final Paint text = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final Rect letters = new Rect(); // of a name, around its base line
  private final MapCamera camera = new MapCamera();
  private final MapGestures gestures;
  private final MapWords words;
  private List<MapPoint> points = List.of();

  /** The neighbours that lines lead to, the nearest first. */
  private List<MapPoint> nearest = List.of();

  private int named; // of the last picture
  private Consumer<String> chosen = word -> {};
  private Runnable heard = () -> {};

  public WordMap(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    dp = getResources().getDisplayMetrics().density;
    text.setTextSize(TEXT_SP * dp * getResources().getConfiguration().fontScale);
    dashes.setStyle(Paint.Style.STROKE);
    dashes.setStrokeWidth(LINE_DP * dp);
    dashes.setPathEffect(new DashPathEffect(new float[] {DASH_DP * dp, DASH_DP * dp}, 0));
    gestures = new MapGestures(this, camera);
    words = new MapWords(this);
    speakBy(words);
    setFocusable(true);
  }

  /**
   * Shows other words, and all of them.
   *
   * @param first those that matter most first
   * @param tapped hears a word that was tapped
   */
  void show(List<MapPoint> first, Consumer<String> tapped) {
    boolean others =
        !points.isEmpty() && !first.isEmpty() && !points.get(0).word().equals(first.get(0).word());
    if (others) {
      camera.restore(MapCamera.WIDEST, 0.5f, 0.5f); // relative, the middle of all
    }
    points = List.copyOf(first);
    nearest = nearestOf(points);
    chosen = tapped;
    fit();
    moved();
  }

  List<MapPoint> points() {
    return points;
  }

  void choose(MapPoint point) {
    chosen.accept(point.word());
  }

  /** Nearer or further, around the middle. */
  void zoom(float factor) {
    camera.zoom(factor, getWidth() / 2f, getHeight() / 2f);
    moved();
  }

  /** Whether it can come no nearer. */
  boolean isNearest() {
    return camera.scale() >= MapCamera.NEAREST;
  }

  /** Hears of each other place of the camera. */
  void onMoved(Runnable step) {
    heard = step;
    step.run();
  }

  boolean isWidest() {
    return camera.scale() <= MapCamera.WIDEST;
  }

  /** The camera has moved. */
  void moved() {
    words.invalidateRoot();
    invalidate();
    heard.run();
  }

  private void fit() {
    camera.fit(points, getWidth(), getHeight(), PADDING_DP * dp, buttons());
  }

  private LabelPlacer.Place buttons() {
    float size = BUTTON_DP * dp;
    boolean rtl = getLayoutDirection() == LAYOUT_DIRECTION_RTL;
    float left = rtl ? 0 : getWidth() - size;
    return new LabelPlacer.Place(left, getHeight() - 2 * size, left + size, getHeight());
  }

  @Override
  protected void onSizeChanged(int width, int height, int oldWidth, int oldHeight) {
    super.onSizeChanged(width, height, oldWidth, oldHeight);
    fit();
    moved();
  }

  /** The point within a thumb's reach of a place, the nearest; null if there is none. */
  @Nullable MapPoint at(float x, float y) {
    MapPoint nearest = null;
    float best = REACH_DP * dp;
    for (MapPoint point : points) {
      float distance = (float) Math.hypot(camera.x(point) - x, camera.y(point) - y);
      if (distance < best) {
        best = distance;
        nearest = point;
      }
    }
    return nearest;
  }

  /** Where a thumb meets a point. */
  Rect bounds(MapPoint point) {
    int reach = Math.round(REACH_DP * dp);
    int x = Math.round(camera.x(point));
    int y = Math.round(camera.y(point));
    return new Rect(x - reach, y - reach, x + reach, y + reach);
  }

  boolean isSeen(MapPoint point) {
    float x = camera.x(point);
    float y = camera.y(point);
    return x >= 0 && y >= 0 && x <= getWidth() && y <= getHeight();
  }

  @Override
  protected void onDraw(Canvas canvas) {
    drawGrid(canvas);
    drawLines(canvas);
    LabelPlacer labels = new LabelPlacer(getWidth(), getHeight(), GAP_DP * dp);
    labels.keepFree(buttons());
    List<MapPoint> seen = new ArrayList<>();
    for (MapPoint point : points) {
      if (isSeen(point)) {
        seen.add(point);
        int weight = point.kind() == MapPoint.Kind.WORD ? RING_WEIGHT : 1;
        for (int i = 0; i < weight; i++) {
          labels.keepFree(dot(point));
        }
      }
    }
    for (MapPoint near : nearest) {
      labels.keepClear(dot(points.get(0)), dot(near));
    }
    for (int i = seen.size() - 1; i >= 0; i--) { // what matters most lies on top
      drawDot(canvas, seen.get(i));
    }
    named = seen.size();
    List<MapPoint> unnamed = new ArrayList<>();
    for (MapPoint point : seen) {
      if (!drawName(canvas, point, labels)) {
        unnamed.add(point);
      }
    }
    for (MapPoint point : unnamed) {
      named -= drawNameAway(canvas, point, labels) ? 0 : 1;
    }
  }

  /** How many words of the last picture have their name beside them. */
  int named() {
    return named;
  }

  private void drawGrid(Canvas canvas) {
    paint.setStyle(Paint.Style.STROKE);
    paint.setStrokeWidth(HAIRLINE_DP * dp);
    paint.setColor(color(com.google.android.material.R.attr.colorSurfaceContainerHighest));
    float step = GRID_DP * dp * camera.scale();
    float left = getWidth() / 2f - camera.centreX() * getWidth() * camera.scale();
    float top = getHeight() / 2f - camera.centreY() * getHeight() * camera.scale();
    for (float x = left + step / 2; x < getWidth(); x += step) {
      canvas.drawLine(x, 0, x, getHeight(), paint);
    }
    for (float y = top + step / 2; y < getHeight(); y += step) {
      canvas.drawLine(0, y, getWidth(), y, paint);
    }
  }

  /** From the word to its nearest. */
  private void drawLines(Canvas canvas) {
    dashes.setColor(color(com.google.android.material.R.attr.colorTertiary));
    for (MapPoint near : nearest) {
      canvas.drawLine(
          camera.x(points.get(0)), camera.y(points.get(0)), camera.x(near), camera.y(near), dashes);
    }
  }

  private static List<MapPoint> nearestOf(List<MapPoint> points) {
    return points.stream()
        .limit(LINES + 1) // the first is the word itself
        .filter(point -> point.kind() == MapPoint.Kind.NEAR)
        .collect(toList());
  }

  private LabelPlacer.Dot dot(MapPoint point) {
    return new LabelPlacer.Dot(camera.x(point), camera.y(point), radius(point));
  }

  private float radius(MapPoint point) {
    return (point.kind() == MapPoint.Kind.WORD ? RING_DP : DOT_DP) * dp;
  }

  private void drawDot(Canvas canvas, MapPoint point) {
    paint.setColor(
        color(
            isLandmark(point)
                ? com.google.android.material.R.attr.colorOutline
                : com.google.android.material.R.attr.colorTertiary));
    boolean word = point.kind() == MapPoint.Kind.WORD;
    if (word) {
      paint.setStyle(Paint.Style.STROKE);
      paint.setStrokeWidth(LINE_DP * dp);
      canvas.drawCircle(camera.x(point), camera.y(point), RING_DP * dp, paint);
    }
    paint.setStyle(Paint.Style.FILL);
    float radius = (word ? WORD_DOT_DP : DOT_DP) * dp;
    canvas.drawCircle(camera.x(point), camera.y(point), radius, paint);
  }

  /** False where there is no room. */
  private boolean drawName(Canvas canvas, MapPoint point, LabelPlacer labels) {
    measure(point);
    float width = text.measureText(point.word());
    float height = letters.height() + 2 * NAME_AIR_DP * dp;
    LabelPlacer.Place place;
    if (point.kind() == MapPoint.Kind.WORD) {
      place = labels.placeAlways(dot(point), width, height);
    } else if (nearest.contains(point)) { // what a line leads to has a name
      place = labels.placeOverPoints(dot(point), width, height);
    } else {
      place = labels.place(dot(point), width, height);
    }
    if (place != null) {
      drawName(canvas, point, place);
    }
    return place != null;
  }

  /** The same away from the point, with a thin line to it. */
  private boolean drawNameAway(Canvas canvas, MapPoint point, LabelPlacer labels) {
    measure(point);
    float height = letters.height() + 2 * NAME_AIR_DP * dp;
    LabelPlacer.Led led = labels.placeAway(dot(point), text.measureText(point.word()), height);
    if (led == null) {
      return false;
    }
    paint.setStyle(Paint.Style.STROKE);
    paint.setStrokeWidth(HAIRLINE_DP * dp);
    paint.setColor(color(com.google.android.material.R.attr.colorOutline));
    canvas.drawLine(led.line().x(), led.line().y(), led.line().toX(), led.line().toY(), paint);
    drawName(canvas, point, led.place());
    return true;
  }

  private static boolean isLandmark(MapPoint point) {
    return point.kind() == MapPoint.Kind.LANDMARK;
  }

  private void measure(MapPoint point) {
    text.setTypeface(isLandmark(point) ? Typeface.DEFAULT : Typeface.DEFAULT_BOLD);
    text.getTextBounds(point.word(), 0, point.word().length(), letters);
  }

  /** As it was measured. */
  private void drawName(Canvas canvas, MapPoint point, LabelPlacer.Place place) {
    text.setColor(
        color(
            isLandmark(point)
                ? com.google.android.material.R.attr.colorOnSurfaceVariant
                : com.google.android.material.R.attr.colorOnSurface));
    float base = place.top() + NAME_AIR_DP * dp - letters.top;
    canvas.drawText(point.word(), place.left(), base, text);
  }

  private int color(@AttrRes int role) {
    return MaterialColors.getColor(this, role);
  }

  @Override
  public boolean onTouchEvent(MotionEvent event) {
    return gestures.on(event);
  }

  @Override
  protected Parcelable onSaveInstanceState() {
    Bundle state = new Bundle();
    state.putParcelable(SUPER, super.onSaveInstanceState());
    state.putFloatArray(CAMERA, new float[] {camera.scale(), camera.centreX(), camera.centreY()});
    return state;
  }

  @Override
  protected void onRestoreInstanceState(Parcelable saved) {
    Bundle state = (Bundle) saved;
    super.onRestoreInstanceState(BundleCompat.getParcelable(state, SUPER, Parcelable.class));
    float[] before = state.getFloatArray(CAMERA);
    if (before != null) {
      camera.restore(before[0], before[1], before[2]);
    }
  }
}
