package dev.ember.app.inside.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.app.inside.ImportedModel;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.LookAlone;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.inference.observe.AttentionMap;
import dev.ember.inference.testing.FloatArrays;
import java.io.IOException;
import java.util.concurrent.CancellationException;

/** {@link AttentionLook} and {@link LensLook} of an imported model. */
public final class AttentionCheck {
  private static final String TEXT = "The capital of France is";
  private static final int PARIS = 7042;

  /** A softmax of floats. */
  private static final float ROUNDING = 1e-5f;

  /** The same weights in another order of sums, through thirty layers. */
  private static final float OTHER_ORDER = 1e-3f;

  /** What a phone's heap surely has: the smallest of Android 8 with large screens. */
  private static final long SMALL_HEAP_BYTES = 128L << 20;

  private AttentionCheck() {}

  /** Every row of every head. */
  public static void map(ImportedModel imported) throws IOException, LabRefusal {
    OpenModel model = imported.open();
    assertThat(AttentionLook.bytes(model)).isBetween(1L, SMALL_HEAP_BYTES);
    LookAlone alone = new LookAlone();
    AttentionLook look = AttentionLook.at(TEXT, model, alone.progress());
    assertThat(look.labels()).containsExactly("The", "capital", "of", "France", "is");
    assertThat(look.layers()).isEqualTo(30).isEqualTo(alone.steps());
    assertThat(look.heads()).isEqualTo(9);
    for (int layer = 0; layer < look.layers(); layer++) {
      float[][] mean = new float[5][5];
      for (int head = 0; head < look.heads(); head++) {
        AttentionMap map = look.map(new AttentionChoice(layer, head, 0));
        for (int row = 0; row < 5; row++) {
          requireRow(map, row);
          for (int key = 0; key < 5; key++) {
            mean[row][key] += map.weight(row, key) / look.heads();
          }
        }
      }
      AttentionMap shown = look.map(new AttentionChoice(layer, AttentionChoice.MEAN, 0));
      for (int row = 0; row < 5; row++) {
        requireRow(shown, row);
        for (int key = 0; key < 5; key++) {
          assertThat(shown.weight(row, key)).isCloseTo(mean[row][key], within(ROUNDING));
        }
      }
    }
  }

  private static void requireRow(AttentionMap map, int row) {
    float sum = 0;
    for (int key = 0; key < 5; key++) {
      float weight = map.weight(row, key);
      sum += weight;
      assertThat(weight).isBetween(0f, key > row ? 0f : 1f);
    }
    assertThat(sum).isCloseTo(1, within(ROUNDING));
  }

  /** Nobody wants it any more after the second layer. */
  public static void cancel(ImportedModel imported) {
    LookAlone alone = new LookAlone(2);
    assertThatThrownBy(() -> AttentionLook.at(TEXT, imported.open(), alone.progress()))
        .isInstanceOf(CancellationException.class);
    assertThat(alone.steps()).isEqualTo(2);
  }

  /** The whole model's answer, and that of another implementation. */
  public static void lens(ImportedModel imported) throws IOException, LabRefusal {
    OpenModel model = imported.open();
    int last = 4;
    assertThat(LensLook.bytes(TEXT, last, model)).isBetween(1L, SMALL_HEAP_BYTES);
    LensLook look = LensLook.at(TEXT, last, model, new LookAlone().progress());
    assertThat(look.tokens()).isEqualTo(5);
    assertThat(look.covers(last)).isTrue();
    float[] logits =
        imported.referenceLogits(
            ImportedModel.ints(imported.expected("raw-english").getAsJsonArray("ids")));
    assertThat(look.answer(last).token()).isEqualTo(FloatArrays.argmax(logits)).isEqualTo(PARIS);
    for (LensWord word : look.words(last, look.layers())) {
      assertThat(word.probability())
          .isCloseTo(ImportedModel.softmax(logits, word.token()), within(OTHER_ORDER));
    }
    assertThat(look.words(last, 0).get(0).token()).as("of the input alone").isNotEqualTo(PARIS);
    assertThat(look.settledAfter(last)).isBetween(1, look.layers());
  }
}
