package dev.ember.app.testing;

import android.content.res.Configuration;
import android.content.res.Resources;
import android.content.res.TypedArray;
import android.os.Build;
import android.util.AttributeSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.robolectric.annotation.Implementation;
import org.robolectric.annotation.Implements;
import org.robolectric.annotation.RealObject;
import org.robolectric.res.android.Registries;
import org.robolectric.res.android.ResXMLParser;
import org.robolectric.util.reflector.Accessor;
import org.robolectric.util.reflector.Direct;
import org.robolectric.util.reflector.ForType;
import org.robolectric.util.reflector.Reflector;
import org.robolectric.util.reflector.Static;
import org.robolectric.util.reflector.WithType;

/**
 * Works out the attributes of a view's styles once and not for each view: every journey makes the
 * same screens again, and Robolectric took a third of the time of a main thread to look in themes,
 * styles and their parents, attribute by attribute.
 *
 * <p>What comes out depends on what was asked (attributes, default style), on all that was applied
 * to the theme, on the configuration, and on the attributes of the element; a string of the element
 * comes out as its place in the element's own file.
 */
@Implements(className = "android.content.res.ResourcesImpl$ThemeImpl", isInAndroidSdk = false)
public final class KeptStyles {
  /** Some kilobytes each; the screens of all tests in one configuration are some thousand. */
  private static final int MOST = 8_192;

  private static final int NUMBERS_OF_A_VALUE = Build.VERSION.SDK_INT < 28 ? 6 : 7; // TypedArray

  private static final Map<Asked, Found> KEPT = new Latest();
  private static final Map<Configuration, Configuration> CONFIGURATIONS = new HashMap<>();

  @RealObject private Object theme;

  @Implementation
  protected TypedArray obtainStyledAttributes(
      Resources.Theme wrapper,
      @Nullable AttributeSet element,
      int[] attributes,
      int defaultAttribute,
      int defaultStyle) {
    Theme real = Reflector.reflector(Theme.class, theme);
    Asked asked =
        new Asked(
            Reflector.reflector(ThemeKey.class, real.getKey()).clone(),
            known(wrapper.getResources().getConfiguration()),
            wrapper.getResources().getAssets() == Resources.getSystem().getAssets(),
            attributes,
            new int[] {defaultAttribute, defaultStyle},
            element == null ? new int[0] : numbers(element));
    Found found;
    synchronized (KEPT) {
      found = KEPT.get(asked);
    }
    if (found != null) {
      return found.copy(wrapper, element, attributes.length);
    }
    TypedArray made =
        real.obtainStyledAttributes(wrapper, element, attributes, defaultAttribute, defaultStyle);
    synchronized (KEPT) {
      KEPT.put(asked, Found.of(made, attributes.length));
    }
    return made;
  }

  /** The same object for the same configuration, which others change. */
  private static Configuration known(Configuration configuration) {
    synchronized (CONFIGURATIONS) {
      Configuration known = CONFIGURATIONS.get(configuration);
      if (known == null) {
        known = new Configuration(configuration);
        CONFIGURATIONS.put(known, known);
      }
      return known;
    }
  }

  /** The style that an element names, and each attribute of a resource with its raw value. */
  private static int[] numbers(AttributeSet element) {
    ResXMLParser parser =
        Registries.NATIVE_RES_XML_PARSERS.getNativeObject(
            Reflector.reflector(Element.class, element).getState());
    int[] numbers = new int[2 + 3 * parser.getAttributeCount()];
    int style = parser.indexOfStyle();
    if (style >= 0) {
      numbers[0] = parser.getAttributeDataType(style);
      numbers[1] = parser.getAttributeData(style);
    }
    int at = 2;
    for (int i = 0; i < parser.getAttributeCount(); i++) {
      int id = parser.getAttributeNameResID(i);
      if (id != 0) {
        numbers[at++] = id;
        numbers[at++] = parser.getAttributeDataType(i);
        numbers[at++] = parser.getAttributeData(i);
      }
    }
    return numbers;
  }

  /** One question. The attributes are those of a class, an array that nobody changes. */
  private record Asked(
      Object theme,
      Configuration configuration,
      boolean system,
      int[] attributes,
      int[] defaults,
      int[] element) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Asked asked
          && configuration == asked.configuration
          && system == asked.system
          && theme.equals(asked.theme)
          && Arrays.equals(defaults, asked.defaults)
          && Arrays.equals(element, asked.element)
          && Arrays.equals(attributes, asked.attributes);
    }

    @Override
    public int hashCode() {
      int hash = theme.hashCode() * 31 + System.identityHashCode(configuration);
      hash = hash * 31 + Arrays.hashCode(element);
      return hash * 31 + Arrays.hashCode(defaults) + attributes.length;
    }
  }

  /** What {@link TypedArray} holds of an answer. */
  private record Found(int[] values, int[] indices) {

    static Found of(TypedArray array, int attributes) {
      Values from = Reflector.reflector(Values.class, array);
      return new Found(
          Arrays.copyOf(from.getData(), attributes * NUMBERS_OF_A_VALUE),
          Arrays.copyOf(from.getIndices(), from.getIndices()[0] + 1));
    }

    TypedArray copy(Resources.Theme theme, @Nullable AttributeSet element, int attributes) {
      TypedArray array = Reflector.reflector(Values.class).obtain(theme.getResources(), attributes);
      Values into = Reflector.reflector(Values.class, array);
      System.arraycopy(values, 0, into.getData(), 0, values.length);
      System.arraycopy(indices, 0, into.getIndices(), 0, indices.length);
      into.setTheme(theme);
      into.setElement(element);
      return array;
    }
  }

  private static final class Latest extends LinkedHashMap<Asked, Found> {
    Latest() {
      super(MOST, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Asked, Found> eldest) {
      return size() > MOST;
    }
  }

  @ForType(className = "android.content.res.ResourcesImpl$ThemeImpl")
  private interface Theme {
    @Direct
    TypedArray obtainStyledAttributes(
        Resources.Theme wrapper,
        @Nullable AttributeSet element,
        int[] attributes,
        int defaultAttribute,
        int defaultStyle);

    @Accessor("mKey")
    Object getKey();
  }

  @ForType(className = "android.content.res.Resources$ThemeKey")
  private interface ThemeKey {
    Object clone();
  }

  @ForType(className = "android.content.res.XmlBlock$Parser")
  private interface Element {
    @Accessor("mParseState")
    long getState();
  }

  @ForType(TypedArray.class)
  private interface Values {
    @Static
    TypedArray obtain(Resources resources, int attributes);

    @Accessor("mData")
    int[] getData();

    @Accessor("mIndices")
    int[] getIndices();

    @Accessor("mTheme")
    void setTheme(Resources.Theme theme);

    @Accessor("mXml")
    void setElement(@WithType("android.content.res.XmlBlock$Parser") @Nullable Object element);
  }
}
