package dev.ember.app.inside.positions;

import android.content.Context;
import android.graphics.Bitmap;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.Rect;
import android.util.AttributeSet;
import android.view.View;
import androidx.core.graphics.ColorUtils;
import com.google.android.material.color.MaterialColors;
import org.jspecify.annotations.Nullable;

/**
 * The table of waves as a picture: a column for each place, a row for each number, the bluer the
 * higher. A frame stands around the chosen place.
 */
public final class WaveTable extends View {
  private static final float HEIGHT_DP = 160;
  private static final float FRAME_DP = 2;

  private final Paint paint = new Paint();
  private final Rect target = new Rect();
  private @Nullable Bitmap picture;
  private int place;

  public WaveTable(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    setLayoutDirection(LAYOUT_DIRECTION_LTR);
  }

  void mark(int at) {
    place = at;
    invalidate();
  }

  @Override
  protected void onMeasure(int widthSpec, int heightSpec) {
    float dp = getResources().getDisplayMetrics().density;
    setMeasuredDimension(MeasureSpec.getSize(widthSpec), Math.round(HEIGHT_DP * dp));
  }

  private Bitmap picture() {
    if (picture == null) {
      int low =
          MaterialColors.getColor(
              this, com.google.android.material.R.attr.colorSurfaceContainerLowest);
      int high = MaterialColors.getColor(this, com.google.android.material.R.attr.colorTertiary);
      picture = Bitmap.createBitmap(Waves.PLACES, Waves.NUMBERS, Bitmap.Config.ARGB_8888);
      for (int x = 0; x < Waves.PLACES; x++) {
        for (int y = 0; y < Waves.NUMBERS; y++) {
          picture.setPixel(x, y, ColorUtils.blendARGB(low, high, (Waves.height(x, y) + 1) / 2));
        }
      }
    }
    return picture;
  }

  @Override
  protected void onDraw(Canvas canvas) {
    float dp = getResources().getDisplayMetrics().density;
    target.set(0, 0, getWidth(), getHeight());
    paint.setFilterBitmap(false);
    canvas.drawBitmap(picture(), null, target, paint);
    paint.setStyle(Paint.Style.STROKE);
    paint.setStrokeWidth(FRAME_DP * dp);
    paint.setColor(
        MaterialColors.getColor(this, com.google.android.material.R.attr.colorOnSurface));
    float column = getWidth() / (float) Waves.PLACES;
    float inset = FRAME_DP * dp / 2;
    canvas.drawRect(
        Math.max(inset, place * column),
        inset,
        Math.min(getWidth() - inset, (place + 1) * column),
        getHeight() - inset,
        paint);
  }
}
