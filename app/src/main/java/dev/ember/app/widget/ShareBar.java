package dev.ember.app.widget;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.RectF;
import android.util.AttributeSet;
import android.view.View;
import androidx.annotation.AttrRes;
import com.google.android.material.color.MaterialColors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bar of parts: the first grows from the start, what is left over is the track. The legend beside
 * it says the same in words, so that this picture is hidden from TalkBack.
 */
public final class ShareBar extends View {
  private static final float GAP_DP = 2;
  private static final float CORNER_DP = 4;

  /** A part of the whole. */
  public record Part(double share, @AttrRes int color) {}

  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final RectF place = new RectF();
  private List<Part> parts = List.of();

  public ShareBar(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    setImportantForAccessibility(IMPORTANT_FOR_ACCESSIBILITY_NO);
  }

  public void show(List<Part> shown) {
    parts = List.copyOf(shown);
    invalidate();
  }

  @Override
  protected void onDraw(Canvas canvas) {
    float density = getResources().getDisplayMetrics().density;
    if (getLayoutDirection() == LAYOUT_DIRECTION_RTL) {
      canvas.scale(-1, 1, getWidth() / 2f, 0);
    }
    float from = 0;
    for (Part part : parts) {
      float width = Math.max(CORNER_DP * density, (float) part.share() * getWidth());
      from = draw(canvas, part.color(), from, Math.min(getWidth(), from + width), density);
    }
    draw(
        canvas,
        com.google.android.material.R.attr.colorSurfaceContainerHighest,
        from,
        getWidth(),
        density);
  }

  private float draw(Canvas canvas, @AttrRes int color, float from, float to, float density) {
    if (to > from) {
      paint.setColor(MaterialColors.getColor(this, color));
      place.set(from, 0, to, getHeight());
      canvas.drawRoundRect(place, CORNER_DP * density, CORNER_DP * density, paint);
    }
    return to + GAP_DP * density;
  }
}
