package dev.ember.app.benchmark;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.Path;
import android.util.AttributeSet;
import android.view.View;
import androidx.annotation.AttrRes;
import com.google.android.material.color.MaterialColors;
import org.jspecify.annotations.Nullable;

/** One speed as a bar that grows from the start; the number beside it says the same. */
public final class SpeedBar extends View {
  private static final float ROOT_DP = 2;

  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final Path shape = new Path();
  private double share;
  private @AttrRes int color = androidx.appcompat.R.attr.colorPrimary;

  public SpeedBar(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
  }

  /**
   * @param shown of the longest bar beside it, 0 to 1
   * @param used whether it is that of what the app uses
   */
  void show(double shown, boolean used) {
    share = shown;
    color =
        used
            ? androidx.appcompat.R.attr.colorPrimary
            : com.google.android.material.R.attr.colorOutline;
    invalidate();
  }

  @Override
  protected void onDraw(Canvas canvas) {
    if (share <= 0) {
      return;
    }
    if (getLayoutDirection() == LAYOUT_DIRECTION_RTL) {
      canvas.scale(-1, 1, getWidth() / 2f, 0);
    }
    float tip = getHeight() / 2f;
    float root = ROOT_DP * getResources().getDisplayMetrics().density;
    float width = Math.max(2 * tip, (float) share * getWidth());
    float[] corners = {root, root, tip, tip, tip, tip, root, root};
    shape.reset();
    shape.addRoundRect(0, 0, width, getHeight(), corners, Path.Direction.CW);
    paint.setColor(MaterialColors.getColor(this, color));
    canvas.drawPath(shape, paint);
  }
}
