package dev.ember.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.res.Resources;
import android.content.res.TypedArray;
import android.util.AttributeSet;
import android.util.TypedValue;
import android.util.Xml;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.R;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;
import org.xmlpull.v1.XmlPullParser;

/** What is kept is what would come out anew, and nothing else. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class)
public final class KeptStylesTest {
  private static final int[] ATTRIBUTES = {
    android.R.attr.textColor, android.R.attr.layout_width, android.R.attr.id
  };

  @Test
  public void obtain_again_isTheSame() throws Exception {
    List<String> first = values(theme(R.style.Theme_Ember), 1);

    assertThat(values(theme(R.style.Theme_Ember), 1)).isEqualTo(first);
    assertThat(first).anyMatch(value -> !value.isEmpty());
  }

  @Test
  public void obtain_anotherElement_hasItsOwn() throws Exception {
    Resources.Theme theme = theme(R.style.Theme_Ember);

    assertThat(values(theme, 2)).isNotEqualTo(values(theme, 1));
  }

  @Test
  public void obtain_moreAppliedToTheTheme_isOfThat() {
    Resources.Theme theme = theme(android.R.style.Theme_Light);
    int before = text(theme);
    theme.applyStyle(android.R.style.Theme_Black, true);

    assertThat(text(theme)).isNotEqualTo(before);
    assertThat(text(theme(android.R.style.Theme_Light))).isEqualTo(before);
  }

  @Test
  public void obtain_anotherConfiguration_isOfThat() {
    int day = surface();
    RuntimeEnvironment.setQualifiers("+night");

    assertThat(surface()).isNotEqualTo(day);
  }

  private static int surface() {
    TypedArray found =
        theme(R.style.Theme_Ember).obtainStyledAttributes(new int[] {R.attr.colorSurface});
    int color = found.getColor(0, 0);
    found.recycle();
    return color;
  }

  private static int text(Resources.Theme theme) {
    TypedArray found = theme.obtainStyledAttributes(new int[] {android.R.attr.textColorPrimary});
    int color = found.getColor(0, 0);
    found.recycle();
    return color;
  }

  private static Resources.Theme theme(int style) {
    Resources.Theme theme =
        ApplicationProvider.<Application>getApplicationContext().getResources().newTheme();
    theme.applyStyle(style, true);
    return theme;
  }

  /** Of an element of a layout, by its number. */
  private static List<String> values(Resources.Theme theme, int element) throws Exception {
    XmlPullParser parser = theme.getResources().getLayout(R.layout.fragment_chat);
    for (int begun = 0; begun < element; ) {
      if (parser.next() == XmlPullParser.START_TAG) {
        begun++;
      }
    }
    AttributeSet attributes = Xml.asAttributeSet(parser);
    TypedArray found = theme.obtainStyledAttributes(attributes, ATTRIBUTES, 0, 0);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < ATTRIBUTES.length; i++) {
      TypedValue value = new TypedValue();
      values.add(found.getValue(i, value) ? value.toString() : "");
    }
    found.recycle();
    return values;
  }
}
