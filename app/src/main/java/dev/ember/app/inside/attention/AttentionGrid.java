package dev.ember.app.inside.attention;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.Rect;
import android.text.TextPaint;
import android.text.TextUtils;
import android.util.AttributeSet;
import android.util.TypedValue;
import android.view.MotionEvent;
import android.view.View;
import androidx.core.view.ViewCompat;
import com.google.android.material.R;
import com.google.android.material.color.MaterialColors;
import dev.ember.inference.observe.AttentionMap;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tokens against tokens: a row for each, a cell for each that it looks at, and hatching for what is
 * not written yet. A tap chooses a row. Cells never get smaller than a label is high; what is wider
 * than its parent is for that to scroll.
 */
public final class AttentionGrid extends View {
  private static final float TEXT_SP = 13;
  private static final float MOST_CELL_DP = 28;
  private static final float MOST_LABEL_DP = 76;
  private static final float CELL_GAP_DP = 2;
  private static final float CORNER_DP = 5;
  private static final float LABEL_GAP_DP = 8;
  private static final float RING_DP = 2;
  private static final float HATCH_DP = 5;

  /** Column heads lean, as long words would not fit side by side. */
  private static final float LEAN_DEGREES = 60;

  /** What a line of text that leans takes of a row, over its height: 1 / sin 60°. */
  private static final float LEANING = 1.16f;

  private final TextPaint text = new TextPaint(Paint.ANTI_ALIAS_FLAG);
  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final HeatScale scale;
  private final GridNodes nodes;
  private final float dp;

  private List<String> labels = List.of();
  private @Nullable AttentionMap map;
  private int row;
  private IntConsumer chosen = index -> {};
  private float cell;
  private float side; // width of the rows' labels
  private float head; // height of the columns' labels

  public AttentionGrid(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    scale = new HeatScale(context);
    dp = getResources().getDisplayMetrics().density;
    text.setTextSize(
        TypedValue.applyDimension(
            TypedValue.COMPLEX_UNIT_SP, TEXT_SP, getResources().getDisplayMetrics()));
    nodes = new GridNodes(this);
    ViewCompat.setAccessibilityDelegate(this, nodes);
  }

  /** Hears which row is tapped. */
  void onRow(IntConsumer listener) {
    chosen = listener;
  }

  /**
   * Shows a map.
   *
   * @param spoken says what a row looks at
   */
  void show(List<String> tokens, AttentionMap shown, int chosenRow, IntFunction<String> spoken) {
    boolean other = !tokens.equals(labels);
    labels = tokens;
    map = shown;
    row = chosenRow;
    nodes.say(tokens.size(), spoken);
    if (other) {
      requestLayout();
    }
    invalidate();
  }

  void choose(int index) {
    chosen.accept(index);
  }

  @Override
  protected void onMeasure(int widthMeasureSpec, int heightMeasureSpec) {
    float longest = 0;
    for (String label : labels) {
      longest = Math.max(longest, text.measureText(label));
    }
    longest = Math.min(longest, MOST_LABEL_DP * dp);
    float line = text.getFontSpacing();
    side = longest + LABEL_GAP_DP * dp;
    head = (float) (longest * Math.sin(Math.toRadians(LEAN_DEGREES))) + line;
    float tail = (float) (longest * Math.cos(Math.toRadians(LEAN_DEGREES)));
    int width = MeasureSpec.getSize(widthMeasureSpec);
    int count = Math.max(1, labels.size());
    float fits = Math.min(MOST_CELL_DP * dp, (width - side - tail) / count);
    cell = Math.max(fits, line * LEANING);
    int wanted = (int) Math.ceil(side + count * cell + tail);
    setMeasuredDimension(
        Math.max(width, wanted), (int) Math.ceil(head + count * cell + RING_DP * dp));
  }

  /** Where a row lies. */
  Rect bounds(int index) {
    int top = Math.round(head + index * cell);
    return new Rect(0, top, getWidth(), Math.round(top + cell));
  }

  /** The row at a height, or -1. */
  int rowAt(float y) {
    int index = (int) Math.floor((y - head) / cell);
    return index < 0 || index >= labels.size() ? -1 : index;
  }

  @Override
  protected void onDraw(Canvas canvas) {
    AttentionMap shown = map;
    if (shown == null) {
      return;
    }
    for (int query = 0; query < labels.size(); query++) {
      drawLabels(canvas, query);
      for (int key = 0; key < labels.size(); key++) {
        if (key <= query) {
          drawCell(canvas, query, key, shown.weight(query, key));
        } else {
          drawMasked(canvas, query, key);
        }
      }
    }
    paint.setStyle(Paint.Style.STROKE);
    paint.setStrokeWidth(RING_DP * dp);
    paint.setColor(MaterialColors.getColor(this, R.attr.colorTertiary));
    float top = head + row * cell;
    float right = side + labels.size() * cell;
    canvas.drawRoundRect(side, top, right, top + cell, CORNER_DP * dp, CORNER_DP * dp, paint);
  }

  private void drawLabels(Canvas canvas, int index) {
    String label =
        TextUtils.ellipsize(labels.get(index), text, MOST_LABEL_DP * dp, TextUtils.TruncateAt.END)
            .toString();
    boolean strong = index == row;
    text.setFakeBoldText(strong);
    text.setColor(
        MaterialColors.getColor(
            this, index <= row ? R.attr.colorOnSurface : R.attr.colorOnSurfaceVariant));
    float middle = -(text.ascent() + text.descent()) / 2;
    text.setTextAlign(Paint.Align.RIGHT);
    canvas.drawText(label, side - LABEL_GAP_DP * dp, head + (index + 0.5f) * cell + middle, text);
    text.setTextAlign(Paint.Align.LEFT);
    canvas.save();
    canvas.translate(side + (index + 0.5f) * cell, head - LABEL_GAP_DP * dp);
    canvas.rotate(-LEAN_DEGREES);
    canvas.drawText(label, 0, middle, text);
    canvas.restore();
  }

  private void drawCell(Canvas canvas, int query, int key, float weight) {
    float gap = CELL_GAP_DP * dp / 2;
    float left = side + key * cell;
    float top = head + query * cell;
    float corner = Math.min(CORNER_DP * dp, cell / 4);
    paint.setStyle(Paint.Style.FILL);
    paint.setColor(scale.color(HeatScale.step(weight)));
    canvas.drawRoundRect(
        left + gap, top + gap, left + cell - gap, top + cell - gap, corner, corner, paint);
  }

  /** Hatched, and never a colour of the scale: nobody can look there. */
  private void drawMasked(Canvas canvas, int query, int key) {
    float gap = CELL_GAP_DP * dp;
    float left = side + key * cell;
    float top = head + query * cell;
    paint.setStyle(Paint.Style.STROKE);
    paint.setStrokeWidth(dp);
    paint.setColor(MaterialColors.getColor(this, R.attr.colorOutlineVariant));
    canvas.save();
    canvas.clipRect(left + gap, top + gap, left + cell - gap, top + cell - gap);
    for (float x = left - cell; x < left + cell; x += HATCH_DP * dp) {
      canvas.drawLine(x, top + cell, x + cell, top, paint);
    }
    canvas.restore();
  }

  @Override
  public boolean onTouchEvent(MotionEvent event) {
    if (event.getActionMasked() == MotionEvent.ACTION_UP) {
      int index = rowAt(event.getY());
      if (index >= 0) {
        performClick();
        chosen.accept(index);
      }
    }
    return true;
  }

  @Override
  public boolean performClick() {
    return super.performClick();
  }

  @Override
  protected boolean dispatchHoverEvent(MotionEvent event) {
    return nodes.dispatchHoverEvent(event) || super.dispatchHoverEvent(event);
  }
}
