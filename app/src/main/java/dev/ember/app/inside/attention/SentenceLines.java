package dev.ember.app.inside.attention;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.Path;
import android.graphics.Rect;
import android.graphics.RectF;
import android.text.TextDirectionHeuristics;
import android.text.TextPaint;
import android.util.AttributeSet;
import android.util.TypedValue;
import android.view.MotionEvent;
import androidx.customview.widget.ExploreByTouchHelper;
import com.google.android.material.R;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.widget.SpokenPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A text's tokens in the direction of the text, and lines from the chosen one to those that it
 * looks at, past the words between: the more it looks, the thicker and stronger. A tap chooses a
 * token.
 */
public final class SentenceLines extends SpokenPicture implements PictureNodes.Parts {
  private static final float TEXT_SP = 16;
  private static final float ROW_DP = 48;
  private static final float PADDING_DP = 6;
  private static final float CORNER_DP = 8;
  private static final float RING_DP = 2;
  private static final float THICKEST_DP = 6;
  private static final float THINNEST_DP = 1.5f;
  private static final float ARCH_DP = 22;

  private final TextPaint text = new TextPaint(Paint.ANTI_ALIAS_FLAG);
  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final Path path = new Path();
  private final HeatScale scale;
  private final PictureNodes nodes;
  private final float dp;

  private final List<RectF> boxes = new ArrayList<>(); // of the words, T
  private List<String> labels = List.of();
  private List<Glance> glances = List.of();
  private int row;
  private IntConsumer chosen = index -> {};

  public SentenceLines(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    scale = new HeatScale(context);
    dp = getResources().getDisplayMetrics().density;
    text.setTextSize(
        TypedValue.applyDimension(
            TypedValue.COMPLEX_UNIT_SP, TEXT_SP, getResources().getDisplayMetrics()));
    nodes = new PictureNodes(this);
    speakBy(nodes);
  }

  /** Hears which token is tapped. */
  void onToken(IntConsumer listener) {
    chosen = listener;
  }

  /**
   * Shows a text.
   *
   * @param looked what the chosen token looks at
   * @param spoken says what a token is to the chosen one
   */
  void show(List<String> tokens, int chosenRow, List<Glance> looked, IntFunction<String> spoken) {
    boolean other = !tokens.equals(labels);
    labels = tokens;
    row = chosenRow;
    glances = looked;
    nodes.say(tokens.size(), spoken);
    if (other) {
      requestLayout();
    }
    invalidate();
  }

  private float rowHeight() {
    return Math.max(ROW_DP * dp, text.getFontSpacing() + (PADDING_DP + ARCH_DP) * dp);
  }

  @Override
  protected void onMeasure(int widthMeasureSpec, int heightMeasureSpec) {
    int width = MeasureSpec.getSize(widthMeasureSpec);
    boxes.clear();
    float x = 0;
    float y = 0;
    for (String label : labels) {
      float wide = Math.min(width, text.measureText(label) + 2 * PADDING_DP * dp);
      if (x > 0 && x + wide > width) {
        x = 0;
        y += rowHeight();
      }
      float bottom = y + rowHeight();
      boxes.add(new RectF(x, bottom - text.getFontSpacing() - PADDING_DP * dp, x + wide, bottom));
      x += wide;
    }
    String whole = String.join("", labels);
    if (TextDirectionHeuristics.FIRSTSTRONG_LTR.isRtl(whole, 0, whole.length())) {
      boxes.forEach(box -> box.offsetTo(width - box.right, box.top));
    }
    int height = (int) Math.ceil(y + rowHeight() + RING_DP * dp);
    setMeasuredDimension(width, labels.isEmpty() ? 0 : height);
  }

  @Override
  protected void onDraw(Canvas canvas) {
    if (labels.isEmpty()) {
      return;
    }
    paint.setStyle(Paint.Style.STROKE);
    paint.setStrokeCap(Paint.Cap.ROUND);
    LineRoute routes = new LineRoute(boxes, getWidth(), ARCH_DP * dp, THICKEST_DP * dp / 2);
    for (int i = glances.size() - 1; i >= 0; i--) { // the strongest on top
      drawLine(canvas, glances.get(i), routes);
    }
    RectF box = boxes.get(row);
    float corner = CORNER_DP * dp;
    paint.setStyle(Paint.Style.FILL);
    paint.setColor(MaterialColors.getColor(this, R.attr.colorTertiaryContainer));
    canvas.drawRoundRect(box, corner, corner, paint);
    paint.setStyle(Paint.Style.STROKE);
    paint.setStrokeWidth(RING_DP * dp);
    paint.setColor(MaterialColors.getColor(this, R.attr.colorTertiary));
    canvas.drawRoundRect(box, corner, corner, paint);
    for (int i = 0; i < labels.size(); i++) {
      drawWord(canvas, i);
    }
  }

  private void drawWord(Canvas canvas, int index) {
    int color =
        index == row
            ? R.attr.colorOnTertiaryContainer
            : index < row ? R.attr.colorOnSurface : R.attr.colorOnSurfaceVariant;
    text.setColor(MaterialColors.getColor(this, color));
    text.setFakeBoldText(index == row);
    text.setTextAlign(Paint.Align.CENTER);
    RectF box = boxes.get(index);
    float middle = box.centerY() - (text.ascent() + text.descent()) / 2;
    canvas.drawText(labels.get(index), box.centerX(), middle, text);
  }

  /** From the chosen word to one that it looks at, past all others. */
  private void drawLine(Canvas canvas, Glance glance, LineRoute routes) {
    paint.setStrokeWidth(Math.max(THINNEST_DP, glance.weight() * THICKEST_DP) * dp);
    paint.setColor(scale.barColor(glance.weight()));
    path.rewind();
    for (LineRoute.Part part : routes.between(row, glance.token())) {
      path.moveTo(part.x(), part.y());
      path.cubicTo(part.x(), part.turnY(), part.toX(), part.turnToY(), part.toX(), part.toY());
    }
    canvas.drawPath(path, paint);
  }

  @Override
  public Rect bounds(int part) {
    if (part >= boxes.size()) {
      return new Rect(0, 0, 1, 1); // not laid out yet
    }
    RectF box = boxes.get(part);
    int bottom = Math.round(box.bottom);
    return new Rect(
        Math.round(box.left), bottom - Math.round(rowHeight()), Math.round(box.right), bottom);
  }

  @Override
  public int partAt(float x, float y) {
    for (int i = 0; i < boxes.size(); i++) {
      if (bounds(i).contains(Math.round(x), Math.round(y))) {
        return i;
      }
    }
    return ExploreByTouchHelper.INVALID_ID;
  }

  @Override
  public boolean isChosen(int part) {
    return part == row;
  }

  @Override
  public void choose(int part) {
    chosen.accept(part);
  }

  @Override
  public boolean onTouchEvent(MotionEvent event) {
    if (event.getActionMasked() == MotionEvent.ACTION_UP) {
      int index = partAt(event.getX(), event.getY());
      if (index != ExploreByTouchHelper.INVALID_ID) {
        performClick();
        choose(index);
      }
    }
    return true;
  }
}
