package dev.ember.app.chat;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.RectF;
import android.util.AttributeSet;
import android.view.View;
import com.google.android.material.color.MaterialColors;
import org.jspecify.annotations.Nullable;

/** How full the window is, as a ring that closes from the top. */
public final class ContextRing extends View {
  private static final float FULL_TURN = 360;
  private static final float TOP = -90;

  /** Of the ring's diameter; 3 dp of 18 dp. */
  private static final float STROKE = 1 / 6f;

  private final Paint track = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final Paint arc = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final RectF oval = new RectF();
  private float share;

  public ContextRing(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    track.setStyle(Paint.Style.STROKE);
    arc.setStyle(Paint.Style.STROKE);
    track.setColor(
        MaterialColors.getColor(this, com.google.android.material.R.attr.colorOutlineVariant));
  }

  /**
   * @param share of the window, 0 to 1
   */
  void show(float share, int color) {
    this.share = Math.max(0, Math.min(1, share));
    arc.setColor(color);
    invalidate();
  }

  @Override
  protected void onDraw(Canvas canvas) {
    float stroke = getWidth() * STROKE;
    track.setStrokeWidth(stroke);
    arc.setStrokeWidth(stroke);
    oval.set(stroke / 2, stroke / 2, getWidth() - stroke / 2, getHeight() - stroke / 2);
    canvas.drawOval(oval, track);
    boolean mirrored = getLayoutDirection() == LAYOUT_DIRECTION_RTL;
    canvas.drawArc(oval, TOP, (mirrored ? -1 : 1) * share * FULL_TURN, false, arc);
  }
}
