package dev.ember.app.inside.attention;

import android.graphics.Bitmap;
import android.graphics.BitmapShader;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.Shader;
import android.view.View;
import com.google.android.material.R;
import com.google.android.material.color.MaterialColors;

/** The hatching of what nobody can look at; never a colour of the scale. */
final class Hatch {
  private static final float SPACING_DP = 6;

  private Hatch() {}

  /** A paint that hatches what it fills. */
  static Paint paint(View view) {
    float dp = view.getResources().getDisplayMetrics().density;
    int side = Math.round(SPACING_DP * dp);
    Bitmap tile = Bitmap.createBitmap(side, side, Bitmap.Config.ARGB_8888);
    Paint line = new Paint(Paint.ANTI_ALIAS_FLAG);
    line.setColor(MaterialColors.getColor(view, R.attr.colorOutlineVariant));
    line.setStrokeWidth(dp);
    Canvas canvas = new Canvas(tile);
    for (int shift = -1; shift <= 1; shift++) { // its neighbours' lines reach into the corners
      canvas.drawLine((shift - 1) * side, 2 * side, (shift + 2) * side, -side, line);
    }
    Paint hatch = new Paint();
    hatch.setShader(new BitmapShader(tile, Shader.TileMode.REPEAT, Shader.TileMode.REPEAT));
    return hatch;
  }
}
