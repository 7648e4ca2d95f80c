package dev.ember.app.inside.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.app.inside.ImportedModel;
import dev.ember.inference.sample.Draw;
import dev.ember.inference.sample.DrawCandidate;
import dev.ember.inference.sample.DrawRecorder;
import dev.ember.inference.sample.SamplingOptions;
import java.util.Arrays;
import java.util.List;

/** {@link StepLook} on an imported model. */
public final class StepCheck {
  private static final String TEXT = "The capital of France is";
  private static final int PARIS = 7042;
  private static final int FULL_STOP = 30;
  private static final int CANDIDATES = 6;
  private static final SamplingOptions SETTINGS = new SamplingOptions(1, 0, 1, 0, 1, 0, 7);

  /** Of float exponentials. */
  private static final float NOISE = 1e-5f;

  private StepCheck() {}

  /** Two texts that part at their first token. */
  public static void run(ImportedModel imported) {
    List<List<Integer>> behind = List.of(List.of(PARIS, FULL_STOP), List.of(), List.of(PARIS));
    Heard heard = new Heard();
    heard.look(new StepLook(StepStart.of(TEXT), behind, heard), imported.engine());
    List<StepLook.Result> results = heard.results();
    assertThat(results).hasSize(behind.size());
    int[] start = ImportedModel.ints(imported.expected("raw-english").getAsJsonArray("ids"));
    for (int i = 0; i < behind.size(); i++) {
      int[] tokens = Arrays.copyOf(start, start.length + behind.get(i).size());
      for (int at = start.length; at < tokens.length; at++) {
        tokens[at] = behind.get(i).get(at - start.length);
      }
      assertThat(results.get(i).tokens()).isEqualTo(tokens);
      requireCandidates(results.get(i), imported.engineLogits(tokens));
    }
    assertThat(draw(results.get(1)).candidates().get(0).token()).isEqualTo(PARIS);
    assertThat(results.get(0).ends(imported.open().manifest().stopTokens().get(0))).isTrue();
    StepText text = StepText.of(imported.engine().tokenizer(), behind.get(0), false);
    assertThat(text.text()).isEqualTo(" Paris.");
  }

  private static Draw draw(StepLook.Result result) {
    return DrawRecorder.draw(result.logits(), result.tokens(), SETTINGS, CANDIDATES);
  }

  private static void requireCandidates(StepLook.Result result, float[] tokenByToken) {
    for (DrawCandidate candidate : draw(result).candidates()) {
      assertThat(candidate.rawProbability())
          .isCloseTo(ImportedModel.softmax(result.logits(), candidate.token()), within(NOISE))
          .isCloseTo(
              ImportedModel.softmax(tokenByToken, candidate.token()), within(ImportedModel.CHUNKS));
      assertThat(candidate.finalProbability())
          .as("with settings that change nothing")
          .isCloseTo(candidate.rawProbability(), within(NOISE));
    }
  }
}
