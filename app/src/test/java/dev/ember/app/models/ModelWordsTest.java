package dev.ember.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.library.ModelCard;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class ModelWordsTest {
  @Test
  public void shape_ofOneLayer_isInTheSingular() {
    assertThat(shape(1, 1)).isEqualTo("1 layer, width 64, 1 head (1 shared)");
    assertThat(shape(4, 8)).isEqualTo("4 layers, width 64, 8 heads (1 shared)");
  }

  private static String shape(int layers, int heads) {
    return ModelWords.shape(
        ApplicationProvider.getApplicationContext(), new ModelCard.Shape(layers, 64, heads, 1, 0));
  }
}
