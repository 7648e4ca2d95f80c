package dev.ember.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import android.content.res.Resources;
import android.util.TypedValue;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.R;
import java.lang.reflect.Field;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.res.android.CppAssetManager2;

/** {@link LightThemes}. */
@RunWith(RobolectricTestRunner.class)
public final class LightThemesTest {

  @Test
  public void copy_hasNoPackageThatItsSourceHasNot() throws ReflectiveOperationException {
    CppAssetManager2 assets = new CppAssetManager2();
    CppAssetManager2.Theme copy = new CppAssetManager2.Theme(assets);

    copy.SetTo(new CppAssetManager2.Theme(assets));

    Field packages = CppAssetManager2.Theme.class.getDeclaredField("packages_");
    packages.setAccessible(true);
    assertThat((Object[]) packages.get(copy)).containsOnlyNulls();
  }

  @Test
  public void copy_saysWhatItsSourceSays_andChangesAlone() {
    Resources resources = ApplicationProvider.getApplicationContext().getResources();
    Resources.Theme source = resources.newTheme();
    source.applyStyle(R.style.Theme_Ember, true);
    TypedValue before = primaryOf(source);
    int background = windowBackgroundOf(source);
    Resources.Theme copy = resources.newTheme();

    copy.setTo(source);
    assertThat(primaryOf(copy)).usingRecursiveComparison().isEqualTo(before);

    copy.applyStyle(android.R.style.Theme_DeviceDefault, true);
    assertThat(windowBackgroundOf(copy)).isNotEqualTo(background);
    assertThat(windowBackgroundOf(source)).isEqualTo(background);
  }

  private static TypedValue primaryOf(Resources.Theme theme) {
    return valueOf(theme, androidx.appcompat.R.attr.colorPrimary);
  }

  private static int windowBackgroundOf(Resources.Theme theme) {
    return valueOf(theme, android.R.attr.windowBackground).resourceId;
  }

  private static TypedValue valueOf(Resources.Theme theme, int attribute) {
    TypedValue value = new TypedValue();
    assertThat(theme.resolveAttribute(attribute, value, true)).isTrue();
    return value;
  }
}
