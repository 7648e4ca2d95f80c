package dev.ember.app.journey;

import android.content.res.ColorStateList;
import android.graphics.Bitmap;
import android.graphics.Canvas;
import android.graphics.drawable.ColorDrawable;
import android.graphics.drawable.Drawable;
import android.graphics.drawable.DrawableWrapper;
import android.graphics.drawable.GradientDrawable;
import android.graphics.drawable.LayerDrawable;
import android.os.Build;
import android.view.View;
import android.view.ViewGroup;
import android.widget.EditText;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.test.espresso.NoMatchingViewException;
import androidx.test.espresso.ViewAssertion;
import com.google.android.apps.common.testing.accessibility.framework.AccessibilityCheckPreset;
import com.google.android.apps.common.testing.accessibility.framework.AccessibilityCheckResult.AccessibilityCheckResultType;
import com.google.android.apps.common.testing.accessibility.framework.AccessibilityHierarchyCheck;
import com.google.android.apps.common.testing.accessibility.framework.AccessibilityHierarchyCheckResult;
import com.google.android.apps.common.testing.accessibility.framework.Parameters;
import com.google.android.apps.common.testing.accessibility.framework.checks.ImageContrastCheck;
import com.google.android.apps.common.testing.accessibility.framework.checks.TextContrastCheck;
import com.google.android.apps.common.testing.accessibility.framework.checks.TouchTargetSizeCheck;
import com.google.android.apps.common.testing.accessibility.framework.uielement.AccessibilityHierarchyAndroid;
import com.google.android.apps.common.testing.accessibility.framework.replacements.Rect;
import com.google.android.apps.common.testing.accessibility.framework.utils.contrast.BitmapImage;
import com.google.android.material.shape.MaterialShapeDrawable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Google's Accessibility Test Framework over the whole window of a view: names, touch targets,
 * doubled words, and the contrast of texts and pictures as they are painted.
 */
public final class AccessibilityAssertion implements ViewAssertion {

  /** Not an assertion's error, which the driver would take for "not yet". */
  public static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;

    Fault(Set<String> faults) {
      super("expected a screen for everyone but found\n  " + String.join("\n  ", faults));
    }
  }

  /**
   * Screens that were found sound, by what they show: a test meets the same one again and again.
   */
  private static final Set<Integer> SOUND = ConcurrentHashMap.newKeySet();

  @Override
  public void check(@Nullable View view, @Nullable NoMatchingViewException missing) {
    if (view != null) {
      check(view.getRootView());
    }
  }

  /**
   * Checks a window.
   *
   * @param root its decor
   * @throws Fault if anything is wrong with it
   */
  public static void check(View root) {
    int looks = 31 * looks(root) + Build.VERSION.SDK_INT;
    if (SOUND.contains(looks)) {
      return;
    }
    Set<String> faults = faults(root);
    if (!faults.isEmpty()) {
      throw new Fault(faults);
    }
    SOUND.add(looks);
  }

  /** What is wrong, sorted. */
  static Set<String> faults(View root) {
    Set<String> faults = new TreeSet<>();
    for (AccessibilityHierarchyCheckResult result : results(root)) {
      if (isFault(result, root) && !isTextToSelect(result, root)) {
        faults.add(words(result));
      }
    }
    return faults;
  }

  private static List<AccessibilityHierarchyCheckResult> results(View root) {
    AccessibilityHierarchyAndroid hierarchy =
        AccessibilityHierarchyAndroid.newBuilder(root).build();
    List<AccessibilityHierarchyCheckResult> results = new ArrayList<>();
    Bitmap painted = painted(root);
    try {
      Parameters parameters = new Parameters();
      parameters.putScreenCapture(new BitmapImage(painted));
      for (AccessibilityHierarchyCheck check :
          AccessibilityCheckPreset.getAccessibilityHierarchyChecksForPreset(
              AccessibilityCheckPreset.LATEST)) {
        results.addAll(check.runCheckOnHierarchy(hierarchy, null, parameters));
      }
    } finally {
      painted.recycle(); // six megabytes, which the collector of a JVM does not see
    }
    return results;
  }

  /**
   * Of contrast the framework only warns, for it measures a picture: it may take a border for the
   * text, or a part of a drawing for all of it. Where it has found the text's own colour, or the
   * one that a picture is tinted with, it is right.
   */
  private static boolean isFault(AccessibilityHierarchyCheckResult result, View root) {
    if (result.getType() != AccessibilityCheckResultType.WARNING || result.getMetadata() == null) {
      return result.getType() == AccessibilityCheckResultType.ERROR;
    }
    var element = Objects.requireNonNull(result.getElement(), "element");
    Class<?> check = result.getSourceCheckClass();
    if (check == TextContrastCheck.class) {
      Integer color = element.getTextColor();
      return color != null
          && result.getMetadata().getInt(TextContrastCheck.KEY_FOREGROUND_COLOR) == color;
    }
    if (check == ImageContrastCheck.class) {
      Rect place = element.getBoundsInScreen();
      int found = result.getMetadata().getInt(ImageContrastCheck.KEY_FOREGROUND_COLOR);
      return isTintedWith(found, place, root);
    }
    return false;
  }

  /** Whether the picture at a place of the screen is of this one colour. */
  private static boolean isTintedWith(int color, Rect place, View view) {
    if (view instanceof ImageView image && image.getImageTintList() != null) {
      int[] corner = new int[2];
      view.getLocationOnScreen(corner);
      boolean there = corner[0] == place.getLeft() && corner[1] == place.getTop();
      return there && inState(image.getImageTintList(), image.getDrawableState()) == color;
    }
    boolean found = false;
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount() && !found; i++) {
        found = isTintedWith(color, place, group.getChildAt(i));
      }
    }
    return found;
  }

  /** A text that can be selected counts as clickable, but there is nothing to hit in it. */
  private static boolean isTextToSelect(AccessibilityHierarchyCheckResult result, View view) {
    if (result.getSourceCheckClass() != TouchTargetSizeCheck.class) {
      return false;
    }
    if (view instanceof TextView text && text.isTextSelectable() && !(view instanceof EditText)) {
      int[] corner = new int[2];
      view.getLocationOnScreen(corner);
      var found = Objects.requireNonNull(result.getElement(), "element").getBoundsInScreen();
      return corner[0] == found.getLeft() && corner[1] == found.getTop();
    }
    boolean found = false;
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount() && !found; i++) {
        found = isTextToSelect(result, group.getChildAt(i));
      }
    }
    return found;
  }

  private static String words(AccessibilityHierarchyCheckResult result) {
    var element = Objects.requireNonNull(result.getElement(), "element");
    return Objects.requireNonNull(result.getSourceCheckClass(), "check").getSimpleName()
        + ": "
        + element.getClassName()
        + " "
        + element.getResourceName()
        + " \""
        + element.getText()
        + "\" at "
        + element.getBoundsInScreen()
        + ": "
        + result.getMetadata();
  }

  /** The window where it lies on the screen. */
  private static Bitmap painted(View root) {
    int[] place = new int[2];
    root.getLocationOnScreen(place);
    int left = Math.max(0, place[0]);
    int top = Math.max(0, place[1]);
    Bitmap bitmap =
        Bitmap.createBitmap(
            left + root.getWidth(), top + root.getHeight(), Bitmap.Config.ARGB_8888);
    Canvas canvas = new Canvas(bitmap);
    canvas.translate(left, top);
    root.draw(canvas);
    canvas.setBitmap(null); // Robolectric never frees a canvas, which would keep the pixels
    return bitmap;
  }

  /** The colours that a view lies on; of what is no field of colour, its kind alone. */
  private static int ground(@Nullable Drawable ground) {
    if (ground == null) {
      return 0;
    }
    int own = Objects.hash(ground.getClass().getName(), ground.getAlpha());
    if (ground instanceof ColorDrawable field) {
      own = Objects.hash(own, field.getColor());
    } else if (ground instanceof GradientDrawable field) {
      own = Objects.hash(own, inState(field.getColor(), field.getState()));
    } else if (ground instanceof MaterialShapeDrawable field) {
      own =
          Objects.hash(
              own,
              inState(field.getFillColor(), field.getState()),
              inState(field.getTintList(), field.getState()));
    } else if (ground instanceof DrawableWrapper around) { // an inset, a scale
      own = Objects.hash(own, ground(around.getDrawable()));
    } else if (ground instanceof LayerDrawable layers) { // a ripple too
      for (int i = 0; i < layers.getNumberOfLayers(); i++) {
        own = Objects.hash(own, ground(layers.getDrawable(i)));
      }
    }
    return own;
  }

  private static int tint(@Nullable ColorStateList colors, View view) {
    return inState(colors, view.getDrawableState());
  }

  private static int inState(@Nullable ColorStateList colors, int[] state) {
    return colors == null ? 0 : colors.getColorForState(state, colors.getDefaultColor());
  }

  static int looks(View view) {
    int[] place = new int[2];
    view.getLocationOnScreen(place);
    int looks =
        Objects.hash(
            view.getClass().getName(),
            view.getId(),
            view.getVisibility(),
            view.isEnabled(),
            view.isSelected(),
            view.isActivated(),
            String.valueOf(view.getContentDescription()),
            place[0],
            place[1],
            view.getWidth(),
            view.getHeight(),
            ground(view.getBackground()),
            tint(view.getBackgroundTintList(), view),
            view.getAlpha());
    if (view instanceof ImageView picture) {
      looks = Objects.hash(looks, tint(picture.getImageTintList(), view), picture.getImageAlpha());
    }
    if (view instanceof TextView text) {
      looks = Objects.hash(looks, text.getText().toString(), text.getCurrentTextColor());
    }
    if (view instanceof ViewGroup group && view.getVisibility() == View.VISIBLE) {
      for (int i = 0; i < group.getChildCount(); i++) {
        looks = 31 * looks + looks(group.getChildAt(i));
      }
    }
    return looks;
  }
}
