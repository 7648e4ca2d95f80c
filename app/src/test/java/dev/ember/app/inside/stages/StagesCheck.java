package dev.ember.app.inside.stages;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.app.inside.ImportedModel;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.LookAlone;
import dev.ember.app.inside.lab.OpenModel;
import dev.ember.app.inside.tokens.TokenPiece;
import dev.ember.app.inside.why.TokenName;
import dev.ember.inference.testing.FloatArrays;
import java.io.IOException;
import java.util.List;

/** {@link StageLook} on an imported model, whose weights as floats are more than a phone's heap. */
public final class StagesCheck {
  private static final String QUESTION = "What is gravity?";

  /** The smallest heap of a phone that runs Ember. */
  private static final long SMALLEST_HEAP_BYTES = 128L << 20;

  /** The same weights in another order of sums, through thirty layers. */
  private static final float OTHER_ORDER = 1e-3f;

  private StagesCheck() {}

  /** A model alone answers, within the memory that it says, as the reference does. */
  public static void run(ImportedModel imported) throws IOException, LabRefusal {
    OpenModel model = imported.open();
    StageLook look = new StageLook(QUESTION, List::of);
    assertThat(look.bytes(model)).isLessThan(SMALLEST_HEAP_BYTES / 2);
    LookAlone alone = new LookAlone();
    List<StageAnswer> answers = look.run(model, alone.progress());
    assertThat(answers).hasSize(1);
    StageAnswer answer = answers.get(0);
    assertThat(answer.said().stream().map(TokenPiece::text).collect(joining())).contains("ravity");
    assertThat(alone.steps()).as("a step a token").isGreaterThan(StageLook.MOST_TOKENS / 2);

    float[] logits =
        imported.referenceLogits(
            ImportedModel.ints(imported.expected("chat-one").getAsJsonArray("ids")));
    int likeliest = FloatArrays.argmax(logits);
    assertThat(answer.next().get(0).token())
        .isEqualTo(TokenName.of(model.tokenizer(), likeliest, false));
    assertThat(answer.next().get(0).probability())
        .isCloseTo(ImportedModel.softmax(logits, likeliest), within(OTHER_ORDER));
  }
}
