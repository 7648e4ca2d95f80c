package dev.ember.app.screens;

import android.app.Activity;
import android.graphics.Bitmap;
import android.graphics.Canvas;
import android.graphics.Color;
import android.view.View;
import androidx.core.graphics.Insets;
import androidx.core.view.ViewCompat;
import androidx.core.view.WindowInsetsCompat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Paints windows as a phone would show them, the system's bars left empty. */
final class Picture {
  private static final int STATUS_BAR_DP = 24;
  private static final int GESTURE_BAR_DP = 16;

  /** Material's scrim behind a modal sheet: 32 % black. */
  private static final int SCRIM = Color.argb(82, 0, 0, 0);

  private static final int QUALITY_IGNORED_BY_PNG = 100;
  private static final int SAMPLE_EVERY_PX = 8;

  private final Bitmap bitmap;

  private Picture(Bitmap bitmap) {
    this.bitmap = bitmap;
  }

  /** Tells a window how much of it the system's bars cover. */
  static void coverWithBars(View decor) {
    float density = decor.getResources().getDisplayMetrics().density;
    WindowInsetsCompat bars =
        new WindowInsetsCompat.Builder()
            .setInsets(
                WindowInsetsCompat.Type.systemBars(),
                Insets.of(
                    0,
                    Math.round(STATUS_BAR_DP * density),
                    0,
                    Math.round(GESTURE_BAR_DP * density)))
            .build();
    ViewCompat.dispatchApplyWindowInsets(decor, bars);
  }

  /**
   * @param sheet the decor of a dialog above the activity, or null
   */
  static Picture of(Activity activity, @Nullable View sheet) {
    View decor = activity.getWindow().getDecorView();
    Bitmap bitmap =
        Bitmap.createBitmap(decor.getWidth(), decor.getHeight(), Bitmap.Config.ARGB_8888);
    Canvas canvas = new Canvas(bitmap);
    decor.draw(canvas);
    if (sheet != null) {
      canvas.drawColor(SCRIM);
      int left = (decor.getWidth() - sheet.getWidth()) / 2;
      int top = (decor.getHeight() - sheet.getHeight()) / 2;
      canvas.translate(left, top);
      sheet.draw(canvas);
    }
    return new Picture(bitmap);
  }

  /** How many different colours a sample of the pixels has: a blank screen has one. */
  int colors() {
    Set<Integer> colors = new HashSet<>();
    for (int y = 0; y < bitmap.getHeight(); y += SAMPLE_EVERY_PX) {
      for (int x = 0; x < bitmap.getWidth(); x += SAMPLE_EVERY_PX) {
        colors.add(bitmap.getPixel(x, y));
      }
    }
    return colors.size();
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      bitmap.compress(Bitmap.CompressFormat.PNG, QUALITY_IGNORED_BY_PNG, out);
    }
  }
}
