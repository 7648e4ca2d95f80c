package dev.ember.app.testing;

import android.app.Activity;
import android.os.LocaleList;
import androidx.test.runner.lifecycle.ActivityLifecycleMonitorRegistry;
import androidx.test.runner.lifecycle.Stage;
import java.util.ArrayList;
import java.util.Locale;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Implementation;
import org.robolectric.annotation.Implements;

/**
 * What Android does from 13 on with the language that an app asks for: keeps it, gives the app
 * resources in it, and makes its screens anew. Robolectric's own only keeps it. A test that sets
 * one takes it back.
 */
@Implements(className = "android.app.LocaleManager", minSdk = 33)
public final class AppLanguages {
  private static LocaleList asked = LocaleList.getEmptyLocaleList();

  @Implementation
  public LocaleList getApplicationLocales() {
    return asked;
  }

  @Implementation
  public void setApplicationLocales(LocaleList locales) {
    if (!locales.equals(asked)) {
      asked = locales;
      RuntimeEnvironment.setQualifiers("+" + qualifier(locales));
      for (Activity shown :
          new ArrayList<>(
              ActivityLifecycleMonitorRegistry.getInstance().getActivitiesInStage(Stage.RESUMED))) {
        shown.recreate();
      }
    }
  }

  /** A language and where it is spoken; none is the one of the tests. */
  private static String qualifier(LocaleList locales) {
    Locale first = locales.isEmpty() ? Locale.US : locales.get(0);
    return first.getLanguage() + (first.getCountry().isEmpty() ? "" : "-r" + first.getCountry());
  }
}
