package dev.ember.converter.training.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.encode.TokenizedText;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.TinyModel;
import org.junit.Test;

public final class TextLossTest {

  @Test
  public void of_textOverTwoWindows_predictsEveryTokenOnce() {
    int[] text = new int[40]; // the context of the tiny model is 32
    for (int i = 0; i < text.length; i++) {
      text[i] = i * 5 % TinyModel.VOCABULARY;
    }
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 3)) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
      TextLoss loss = TextLoss.of(gpt, TokenizedText.allScored(text), 100);
      assertThat(loss.tokens()).isEqualTo(39);
      double expected = 0;
      for (int from = 0; from < 39; from += 32) {
        int count = Math.min(32, 39 - from);
        float[] logits = gpt.logits(java.util.Arrays.copyOfRange(text, from, from + count));
        for (int i = 0; i < count; i++) {
          expected -= logProbability(logits, i, text[from + i + 1]);
        }
      }
      assertThat(loss.nats()).isCloseTo(expected, within(1e-4)); // 39 float32 terms of 2.6 nats
      assertThat(loss.loss()).isCloseTo(expected / 39, within(1e-5));
      assertThat(loss.bitsPerByte()).isCloseTo(expected / Math.log(2) / 100, within(1e-5));
    }
  }

  @Test
  public void of_textOfWhichAPartIsScored_countsThatPart() {
    int[] text = {1, 2, 3, 4, 5};
    boolean[] second = {true, false, false, true, false};
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 3)) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
      TextLoss loss = TextLoss.of(gpt, new TokenizedText(text, second), 7);
      assertThat(loss.tokens()).isEqualTo(1);
      double expected = -logProbability(gpt.logits(new int[] {1, 2, 3}), 2, 4);
      assertThat(loss.nats()).isCloseTo(expected, within(1e-5)); // one float32 term of 2.6 nats
    }
  }

  @Test
  public void winTally_winsTiesAndLosses_halfForATie() {
    WinTally tally = new WinTally();
    tally.add(2, 1);
    tally.add(1, 1);
    tally.add(0, 1);
    tally.add(3, 1);
    assertThat(tally.rate()).isEqualTo(0.625);
    assertThat(tally.margin()).isCloseTo(1.96 * Math.sqrt(0.625 * 0.375 / 4), within(1e-12));
  }

  private static double logProbability(float[] logits, int position, int token) {
    double sum = 0;
    for (int i = 0; i < TinyModel.VOCABULARY; i++) {
      sum += Math.exp(logits[position * TinyModel.VOCABULARY + i]);
    }
    return logits[position * TinyModel.VOCABULARY + token] - Math.log(sum);
  }
}
