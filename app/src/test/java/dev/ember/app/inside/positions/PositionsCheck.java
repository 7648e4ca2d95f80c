package dev.ember.app.inside.positions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.app.inside.ImportedModel;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.LookAlone;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.inside.why.TokenName;
import dev.ember.inference.testing.FloatArrays;
import java.io.IOException;
import java.util.List;

/** {@link PositionsTask} on an imported model. */
public final class PositionsCheck {
  private static final String TEXT = "The dog bites the man";

  /** Of the rotation, as the file of the model says. */
  private static final double BASE = 100_000;

  private static final int PAIRS = 32;

  /** The same weights in another order of sums, through thirty layers. */
  private static final float OTHER_ORDER = 1e-3f;

  private PositionsCheck() {}

  /** Two words swapped. */
  public static void run(ImportedModel imported) throws IOException, LabRefusal {
    OpenModel model = imported.open();
    WordSwap swap = new WordSwap(TEXT);
    String swapped = swap.swapped(swap.first());
    assertThat(swapped).isEqualTo("The man bites the dog");
    LookAlone alone = new LookAlone();
    Order order = new PositionsTask(TEXT, swapped).run(model, alone.progress());
    assertThat(alone.steps()).as("two looks of thirty layers").isGreaterThanOrEqualTo(2 * 30);
    requireNext(imported, TEXT, order.before().next());
    requireNext(imported, swapped, order.after().next());
    assertThat(order.turns()).hasSize(PAIRS);
    for (int pair = 0; pair < PAIRS; pair++) {
      double turn = Math.pow(BASE, -(double) pair / PAIRS);
      assertThat(order.turns().get(pair)).isCloseTo(turn, within(turn * 1e-6));
    }
  }

  private static void requireNext(ImportedModel imported, String text, List<Order.Next> next)
      throws IOException {
    OpenModel model = imported.open();
    float[] logits = imported.referenceLogits(model.tokenizer().encode(text));
    List<Integer> ends = model.manifest().stopTokens();
    for (Order.Next each : next) {
      int token = FloatArrays.argmax(logits);
      assertThat(each.name())
          .isEqualTo(TokenName.of(model.tokenizer(), token, ends.contains(token)));
      logits[token] = Float.NEGATIVE_INFINITY;
    }
    float[] whole = imported.referenceLogits(model.tokenizer().encode(text));
    assertThat(next.get(0).probability())
        .isCloseTo(ImportedModel.softmax(whole, FloatArrays.argmax(whole)), within(OTHER_ORDER));
  }
}
