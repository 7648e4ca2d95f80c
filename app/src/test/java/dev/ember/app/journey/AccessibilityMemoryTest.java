package dev.ember.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.content.Context;
import android.content.res.ColorStateList;
import android.graphics.Color;
import android.graphics.drawable.GradientDrawable;
import android.graphics.drawable.InsetDrawable;
import android.graphics.drawable.RippleDrawable;
import android.widget.FrameLayout;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.test.core.app.ApplicationProvider;
import com.google.android.material.shape.MaterialShapeDrawable;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A screen that was found sound is another one as soon as a colour of it changes. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class AccessibilityMemoryTest {
  private final Context context = ApplicationProvider.getApplicationContext();
  private final FrameLayout window = new FrameLayout(context);
  private final TextView words = new TextView(context);
  private final ImageView sign = new ImageView(context);
  private int before;

  @Before
  public void fill() {
    words.setText("Words");
    window.addView(words);
    window.addView(sign);
    remember();
  }

  @Test
  public void nothingChanged_isTheSameScreen() {
    assertThat(AccessibilityAssertion.looks(window)).isEqualTo(before);
    window.setBackground(new MaterialShapeDrawable());
    remember();
    window.setBackground(new MaterialShapeDrawable()); // another object of the same looks
    assertThat(AccessibilityAssertion.looks(window)).isEqualTo(before);
  }

  @Test
  public void background_ofAnotherColour_isAnotherScreen() {
    window.setBackgroundColor(Color.WHITE);
    assertChanged();
    window.setBackgroundColor(Color.LTGRAY);
    assertChanged();
  }

  @Test
  public void shape_filledWithAnotherColour_isAnotherScreen() {
    GradientDrawable shape = new GradientDrawable();
    shape.setColor(Color.WHITE);
    window.setBackground(new RippleDrawable(one(Color.RED), new InsetDrawable(shape, 4), null));
    assertChanged();
    shape.setColor(Color.LTGRAY);
    assertChanged();

    MaterialShapeDrawable card = new MaterialShapeDrawable();
    card.setFillColor(one(Color.WHITE));
    window.setBackground(card);
    assertChanged();
    card.setFillColor(one(Color.LTGRAY));
    assertChanged();
  }

  @Test
  public void tint_ofAnotherColour_isAnotherScreen() {
    window.setBackgroundTintList(one(Color.LTGRAY));
    assertChanged();
    sign.setImageTintList(one(Color.LTGRAY));
    assertChanged();
    words.setAlpha(0.5f);
    assertChanged();
  }

  private static ColorStateList one(int color) {
    return ColorStateList.valueOf(color);
  }

  private void remember() {
    before = AccessibilityAssertion.looks(window);
  }

  private void assertChanged() {
    assertThat(AccessibilityAssertion.looks(window)).isNotEqualTo(before);
    remember();
  }
}
