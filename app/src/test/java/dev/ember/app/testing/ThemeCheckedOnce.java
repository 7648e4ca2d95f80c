package dev.ember.app.testing;

import android.content.Context;
import android.view.View;
import androidx.appcompat.widget.ThemeUtils;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.robolectric.annotation.Implementation;
import org.robolectric.annotation.Implements;
import org.robolectric.util.reflector.Direct;
import org.robolectric.util.reflector.ForType;
import org.robolectric.util.reflector.Reflector;
import org.robolectric.util.reflector.Static;

/**
 * Looks once for each context whether its theme is one of AppCompat's, and not again for each view
 * in it: Robolectric's resources take a third of all attributes of styles for that one question.
 */
@Implements(ThemeUtils.class)
public final class ThemeCheckedOnce {
  private static final Set<Context> CHECKED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private ThemeCheckedOnce() {}

  @Implementation
  protected static void checkAppCompatTheme(View view, Context context) {
    if (CHECKED.add(context)) {
      Reflector.reflector(Themes.class).checkAppCompatTheme(view, context);
    }
  }

  @ForType(ThemeUtils.class)
  private interface Themes {
    @Static
    @Direct
    void checkAppCompatTheme(View view, Context context);
  }
}
