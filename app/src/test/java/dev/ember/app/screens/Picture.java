package dev.ember.app.screens;

import android.app.Activity;
import android.graphics.Bitmap;
import android.graphics.BitmapFactory;
import android.graphics.Canvas;
import android.graphics.Color;
import android.graphics.Paint;
import android.graphics.Rect;
import android.view.View;
import android.view.WindowManager;
import androidx.core.graphics.Insets;
import androidx.core.view.ViewCompat;
import androidx.core.view.WindowInsetsCompat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Paints windows as a phone would show them, the system's bars left empty. */
final class Picture implements AutoCloseable {
  private static final int STATUS_BAR_DP = 24;
  private static final int GESTURE_BAR_DP = 16;

  /** Material's scrim behind a modal sheet: 32 % black. */
  private static final int SCRIM = Color.argb(82, 0, 0, 0);

  private static final int SAMPLE_EVERY_PX = 8;

  /**
   * Of 255, in one channel. A file keeps five or six bits of each at edges ({@link SmallPng}), and
   * edges of letters differ by one or two between processors.
   */
  private static final int SAME_COLOR = 10;

  /** One changed letter of a line of body text is about 60 at this density, a changed word 300. */
  private static final int MOST_PIXELS = 40;

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
   * @param above the decors of dialogs and menus over the activity, the last one in front
   * @param unstable areas of the activity that another machine fills otherwise; they are grey
   */
  static Picture of(Activity activity, List<View> above, List<Rect> unstable) {
    View decor = activity.getWindow().getDecorView();
    Bitmap bitmap =
        Bitmap.createBitmap(decor.getWidth(), decor.getHeight(), Bitmap.Config.ARGB_8888);
    Canvas canvas = new Canvas(bitmap);
    decor.draw(canvas);
    Paint grey = new Paint();
    grey.setColor(Color.GRAY);
    for (Rect area : unstable) {
      canvas.drawRect(area, grey);
    }
    for (View window : above) {
      drawAbove(canvas, decor, window);
    }
    canvas.setBitmap(null); // Robolectric never frees a canvas, which would keep the pixels
    return new Picture(bitmap);
  }

  /** A dialog in the middle, all else behind its scrim; a menu where it was put. */
  private static void drawAbove(Canvas canvas, View decor, View window) {
    WindowManager.LayoutParams place = (WindowManager.LayoutParams) window.getLayoutParams();
    boolean menu = place.type >= WindowManager.LayoutParams.FIRST_SUB_WINDOW;
    int left = place.x;
    int top = place.y;
    if (!menu) {
      canvas.drawColor(SCRIM);
      left = (decor.getWidth() - window.getWidth()) / 2;
      top = (decor.getHeight() - window.getHeight()) / 2;
    }
    canvas.save();
    canvas.translate(left, top);
    window.draw(canvas);
    canvas.restore();
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

  /** In what this picture is not the one of a file, or null if a reader would not see it. */
  @Nullable String difference(Path file) {
    Bitmap other = BitmapFactory.decodeFile(file.toString());
    if (other == null) {
      return "the file is no picture";
    }
    if (other.getWidth() != bitmap.getWidth() || other.getHeight() != bitmap.getHeight()) {
      return String.format(
          "%d x %d instead of %d x %d",
          bitmap.getWidth(), bitmap.getHeight(), other.getWidth(), other.getHeight());
    }
    int[] here = pixels(bitmap);
    int[] there = pixels(other);
    other.recycle();
    int different = 0;
    Rect area = new Rect();
    for (int i = 0; i < here.length; i++) {
      if (here[i] != there[i] && !sameColor(here[i], there[i])) {
        different++;
        int x = i % bitmap.getWidth();
        int y = i / bitmap.getWidth();
        area.union(x, y, x + 1, y + 1);
      }
    }
    return different <= MOST_PIXELS ? null : different + " pixels differ in " + area;
  }

  private static int[] pixels(Bitmap bitmap) {
    int[] pixels = new int[bitmap.getWidth() * bitmap.getHeight()];
    bitmap.getPixels(pixels, 0, bitmap.getWidth(), 0, 0, bitmap.getWidth(), bitmap.getHeight());
    return pixels;
  }

  /** Not by {@link Color}: each call of Android's classes goes through a method handle here. */
  private static boolean sameColor(int a, int b) {
    return sameChannel(a >> 16, b >> 16) && sameChannel(a >> 8, b >> 8) && sameChannel(a, b);
  }

  private static boolean sameChannel(int a, int b) {
    return Math.abs((a & 0xFF) - (b & 0xFF)) <= SAME_COLOR;
  }

  /** The pixels are the system's, of which the collector of a JVM knows nothing. */
  @Override
  public void close() {
    bitmap.recycle();
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, SmallPng.of(pixels(bitmap), bitmap.getWidth()));
  }
}
