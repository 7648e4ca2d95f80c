package dev.ember.app.inside.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.data.AnswerSettings;
import dev.ember.app.engine.ModelTuning;
import dev.ember.app.inside.ImportedModel;
import dev.ember.app.inside.lab.LabRefusal;
import dev.ember.app.inside.lab.LookAlone;
import dev.ember.app.inside.tokens.TokenPiece;
import java.io.IOException;
import java.util.List;

/** {@link WindowTask} over the template of an imported model. */
public final class WindowCheck {
  private static final String QUESTION = "What is gravity?";

  private WindowCheck() {}

  /** A question alone, as another implementation renders it with the template of the file. */
  public static void run(ImportedModel imported) throws IOException, LabRefusal {
    WindowSight sight = look(imported, ModelTuning.NONE);
    int[] expected = ImportedModel.ints(imported.expected("chat-one").getAsJsonArray("ids"));
    assertThat(sight.pieces().stream().mapToInt(TokenPiece::id).toArray()).isEqualTo(expected);
    assertThat(sight.pieces().get(0).special()).isTrue();
    assertThat(sight.windowTokens()).isEqualTo(imported.open().config().context());
    assertThat(sight.messages()).hasSize(1);
    assertThat(sight.messages().get(0).inside()).isTrue();
    int question = imported.open().tokenizer().encode(QUESTION).length;
    assertThat(sight.messages().get(0).tokens()).isBetween(question + 1, expected.length);

    ModelTuning small = new ModelTuning(2 * expected.length, null);
    assertThat(look(imported, small).windowTokens()).isEqualTo(2 * expected.length);
  }

  private static WindowSight look(ImportedModel imported, ModelTuning tuning)
      throws IOException, LabRefusal {
    return new WindowTask(List.of(), QUESTION, AnswerSettings.NONE, tuning, null)
        .run(imported.open(), new LookAlone().progress());
  }
}
