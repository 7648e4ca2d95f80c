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
import androidx.customview.widget.ExploreByTouchHelper;
import com.google.android.material.R;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.widget.SpokenPicture;
import dev.ember.inference.observe.AttentionMap;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tokens against tokens: a row for each, a cell for each that it looks at, and hatching for what is
 * not written yet. A tap chooses a row, two fingers make the cells smaller or larger; what is wider
 * than its parent is for that to scroll.
 */
public final class AttentionGrid extends SpokenPicture implements PictureNodes.Parts {
  private static final float TEXT_SP = 13;
  private static final float LABEL_GAP_DP = 8;
  private static final float CELL_GAP_DP = 2;
  private static final float CORNER_DP = 5;
  private static final float RING_DP = 2;

  private final TextPaint text = new TextPaint(Paint.ANTI_ALIAS_FLAG);
  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final Paint hatch;
  private final HeatScale scale;
  private final PictureNodes nodes;
  private final GridSize size;
  private final GridPinch pinch;
  private final float dp;

  private List<String> labels = List.of();
  private @Nullable AttentionMap map;
  private int row;
  private IntConsumer chosen = index -> {};

  public AttentionGrid(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    scale = new HeatScale(context);
    hatch = Hatch.paint(this);
    dp = getResources().getDisplayMetrics().density;
    text.setTextSize(
        TypedValue.applyDimension(
            TypedValue.COMPLEX_UNIT_SP, TEXT_SP, getResources().getDisplayMetrics()));
    size = new GridSize(text, dp);
    nodes = new PictureNodes(this);
    speakBy(nodes);
    pinch = new GridPinch(this, size, (x, y) -> tap(x, y));
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
      size.reset();
      requestLayout();
    }
    invalidate();
  }

  @Override
  public boolean isChosen(int part) {
    return part == row;
  }

  @Override
  public void choose(int part) {
    chosen.accept(part);
  }

  private void tap(float x, float y) {
    int index = partAt(x, y);
    if (index != ExploreByTouchHelper.INVALID_ID) {
      performClick();
      choose(index);
    }
  }

  @Override
  protected void onMeasure(int widthMeasureSpec, int heightMeasureSpec) {
    int width = MeasureSpec.getSize(widthMeasureSpec);
    size.fit(labels, width);
    setMeasuredDimension(Math.max(width, size.width()), size.height());
  }

  @Override
  public Rect bounds(int part) {
    int top = Math.round(size.top(part));
    return new Rect(0, top, Math.max(1, getWidth()), Math.round(top + size.cell()));
  }

  @Override
  public int partAt(float x, float y) {
    int index = (int) Math.floor((y - size.head()) / size.cell());
    return index < 0 || index >= labels.size() ? ExploreByTouchHelper.INVALID_ID : index;
  }

  @Override
  protected void onDraw(Canvas canvas) {
    AttentionMap shown = map;
    if (shown == null) {
      return;
    }
    int strong = MaterialColors.getColor(this, R.attr.colorOnSurface);
    int weak = MaterialColors.getColor(this, R.attr.colorOnSurfaceVariant);
    float right = size.left(labels.size());
    for (int query = 0; query < labels.size(); query++) {
      if (size.isLabelled(query, row)) {
        text.setColor(query <= row ? strong : weak);
        drawColumnName(canvas, query);
      }
      for (int key = 0; key <= query; key++) {
        drawCell(canvas, query, key, shown.weight(query, key));
      }
      float top = size.top(query);
      canvas.drawRect(size.left(query + 1), top, right, top + size.cell(), hatch);
    }
    paint.setStyle(Paint.Style.STROKE);
    paint.setStrokeWidth(RING_DP * dp);
    paint.setColor(MaterialColors.getColor(this, R.attr.colorTertiary));
    float top = size.top(row);
    float corner = CORNER_DP * dp;
    canvas.drawRoundRect(size.left(0), top, right, top + size.cell(), corner, corner, paint);
    drawRowNames(canvas, strong, weak);
  }

  /** They stay at the edge while the cells scroll below them, or no row would have a name. */
  private void drawRowNames(Canvas canvas, int strong, int weak) {
    int scrolled = getParent() instanceof View parent ? parent.getScrollX() : 0;
    if (scrolled > 0) {
      paint.setStyle(Paint.Style.FILL);
      paint.setColor(MaterialColors.getColor(this, R.attr.colorSurface));
      canvas.drawRect(scrolled, size.top(0), scrolled + size.left(0), getHeight(), paint);
    }
    text.setTextAlign(Paint.Align.RIGHT);
    float end = scrolled + size.left(0) - LABEL_GAP_DP * dp;
    for (int index = 0; index < labels.size(); index++) {
      if (size.isLabelled(index, row)) {
        text.setColor(index <= row ? strong : weak);
        text.setFakeBoldText(index == row);
        float middle = size.top(index) + size.cell() / 2 - (text.ascent() + text.descent()) / 2;
        canvas.drawText(shortened(index), end, middle, text);
      }
    }
  }

  private String shortened(int index) {
    return TextUtils.ellipsize(labels.get(index), text, size.mostLabel(), TextUtils.TruncateAt.END)
        .toString();
  }

  @Override
  protected void onAttachedToWindow() {
    super.onAttachedToWindow();
    if (getParent() instanceof View parent) {
      parent.setOnScrollChangeListener((view, x, y, oldX, oldY) -> invalidate());
    }
  }

  private void drawColumnName(Canvas canvas, int index) {
    text.setFakeBoldText(index == row);
    float middle = -(text.ascent() + text.descent()) / 2;
    text.setTextAlign(Paint.Align.LEFT);
    canvas.save();
    canvas.translate(size.left(index) + size.cell() / 2, size.head() - LABEL_GAP_DP * dp);
    canvas.rotate(-GridSize.LEAN_DEGREES);
    canvas.drawText(shortened(index), 0, middle, text);
    canvas.restore();
  }

  private void drawCell(Canvas canvas, int query, int key, float weight) {
    float gap = Math.min(CELL_GAP_DP * dp, size.cell() / 8) / 2;
    float corner = Math.min(CORNER_DP * dp, size.cell() / 4);
    float left = size.left(key);
    float top = size.top(query);
    paint.setStyle(Paint.Style.FILL);
    paint.setColor(scale.color(HeatScale.step(weight)));
    canvas.drawRoundRect(
        left + gap,
        top + gap,
        left + size.cell() - gap,
        top + size.cell() - gap,
        corner,
        corner,
        paint);
  }

  @Override
  public boolean onTouchEvent(MotionEvent event) {
    return pinch.onTouch(event);
  }
}
