package dev.ember.app.inside.attention;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.text.TextPaint;
import java.util.Collections;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class GridSizeTest {
  private static final int PHONE_PX = 380;
  private static final float USUAL_PX = 28;
  private static final float MOST_PX = 48;

  private final TextPaint text = new TextPaint();
  private final GridSize size = new GridSize(text, 1);

  private void fit(int tokens) {
    text.setTextSize(13);
    size.fit(Collections.nCopies(tokens, "word"), PHONE_PX);
  }

  @Test
  public void cells_ofAFewTokens_areAsTheDesignHasThemAndEachHasItsLabel() {
    fit(8);
    assertThat(size.cell()).isEqualTo(USUAL_PX);
    assertThat(size.width()).isLessThanOrEqualTo(PHONE_PX);
    for (int token = 0; token < 8; token++) {
      assertThat(size.isLabelled(token, 3)).isTrue();
    }
  }

  @Test
  public void cells_ofManyTokens_areHighEnoughForLabelsAndScroll() {
    fit(60);
    assertThat(size.cell()).isGreaterThanOrEqualTo(text.getFontSpacing());
    assertThat(size.width()).isGreaterThan(PHONE_PX);
    assertThat(size.isLabelled(1, 0)).isTrue();
  }

  @Test
  public void zoom_outAsFarAsItGoes_showsThemAllAndFewerLabelsButTheChosen() {
    size.zoom(0.01f);
    fit(50);
    assertThat(size.width()).isLessThanOrEqualTo(PHONE_PX + 1);
    assertThat(size.isLabelled(7, 7)).isTrue();
    assertThat(size.isLabelled(8, 7)).isFalse();
    assertThat(size.isLabelled(0, 7)).isTrue();
  }

  @Test
  public void zoom_inAsFarAsItGoes_endsAtTheLargestCell() {
    size.zoom(100);
    fit(8);
    assertThat(size.cell()).isEqualTo(MOST_PX);
    size.reset();
    fit(8);
    assertThat(size.cell()).isEqualTo(USUAL_PX);
  }
}
