package dev.ember.app.inside;

import dev.ember.app.inside.attention.AttentionCheck;
import dev.ember.app.inside.meaning.MeaningCheck;
import dev.ember.app.inside.positions.PositionsCheck;
import dev.ember.app.inside.stages.StagesCheck;
import dev.ember.app.inside.step.StepCheck;
import dev.ember.app.inside.tokens.TokensCheck;
import dev.ember.app.inside.why.WhyCheck;
import dev.ember.app.inside.window.WindowCheck;
import dev.ember.converter.export.parity.ParityException;
import java.io.IOException;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * What every screen that looks inside says of a model that came from elsewhere: one import, then
 * each screen's own work over it, held to other implementations, to the definition, or to the
 * reference over the same weights.
 */
public final class ImportedModelConformanceTest {
  private static ImportedModel model;

  @BeforeClass
  public static void importIt() throws IOException, ParityException {
    model = ImportedModel.imported();
  }

  @AfterClass
  public static void close() {
    model.close();
  }

  @Test
  public void tokens_areThoseOfTwoOtherImplementationsAndSpellTheText() throws IOException {
    TokensCheck.run(model);
  }

  @Test
  public void attention_rowsAreSharesOfOneAndNoneLooksAhead() throws Exception {
    AttentionCheck.map(model);
  }

  @Test
  public void attention_cancelled_endsAtTheNextLayer() throws Exception {
    AttentionCheck.cancel(model);
  }

  @Test
  public void lens_lastLayer_isTheModelsOwnAnswer() throws Exception {
    AttentionCheck.lens(model);
  }

  @Test
  public void meaning_neighboursAndSum_areThoseOfABruteForce() throws Exception {
    MeaningCheck.run(model);
  }

  @Test
  public void positions_bothOrders_endInTheReferencesLogits() throws Exception {
    PositionsCheck.run(model);
  }

  @Test
  public void step_candidatesOfTwoTexts_areADirectSoftmax() {
    StepCheck.run(model);
  }

  @Test
  public void why_everyTokenOfAnAnswer_isDrawnAgain() {
    WhyCheck.run(model);
  }

  @Test
  public void raised_alone_answersAsTheReferenceWithoutItsMemory() throws Exception {
    StagesCheck.run(model);
  }

  @Test
  public void window_aChat_isThePromptOfItsOwnTemplate() throws Exception {
    WindowCheck.run(model);
  }
}
