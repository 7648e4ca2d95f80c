package dev.ember.converter.export.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.Measurement;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.Test;

public final class ParityCheckTest {
  private static final DecoderConfig CONFIG = TinyModel.UNTIED;

  /** Reads as another backend does, but its prefill forgets the last token that it is given. */
  private static final class ForgetfulPrefill extends ForwardingBackend {
    ForgetfulPrefill(Backend model) {
      super(model);
    }

    @Override
    public void prefill(int[] tokens, int count, KvCache cache) {
      super.prefill(tokens, count - 1, cache);
    }
  }

  @Test
  public void run_sameModel_passesWithNothingDifferent() throws IOException {
    List<Double> progress = new ArrayList<>();
    ParityReport report =
        new ParityCheck(source(1), model(1), ParityLimits.FLOAT32, 1, progress::add)
            .run(texts(List.of(List.of(5, 6, 7)), 100));
    assertThat(report.failures()).isEmpty();
    assertThat(report.maxLogitDifference()).isZero();
    assertThat(report.top1Agreement()).isEqualTo(1);
    // a given prompt, a short one and two windows; each text's last once more, after a prefill
    assertThat(report.positions()).isEqualTo(3 + 12 + 90 + 10 + 4);
    assertThat(progress).isSorted().last().isEqualTo(1.0);
    assertThat(report.measurement().meanKl()).isZero();
    assertThat(report.measurement().perplexity())
        .isEqualTo(report.measurement().referencePerplexity())
        .isGreaterThan(1);
  }

  @Test
  public void run_otherModel_missesEveryLimitAndSaysByHowMuch() throws IOException {
    ParityReport report = check(1, model(2), ParityLimits.INT8);
    assertThat(report.passed()).isFalse();
    assertThat(report.failures()).hasSize(3);
    assertThat(report.failures().get(0)).startsWith("expected top-1 agreement of at least 85.00 %");
    assertThat(report.failures().get(1)).startsWith("expected a mean KL of at most 0.08 nats");
  }

  @Test
  public void run_perplexity_isThatOfTheTokensThatFollow() throws IOException {
    ParityTexts texts = texts(List.of(), 50);
    double loss = 0;
    int predictions = 0;
    float[] logits = new float[CONFIG.vocabulary()];
    for (int[] text : texts.texts()) {
      try (Backend model = model(2);
          KvCache cache = model.newCache()) {
        for (int i = 0; i + 1 < text.length; i++) {
          model.decode(text[i], cache, logits);
          double sum = 0;
          for (float logit : logits) {
            sum += Math.exp(logit);
          }
          loss += Math.log(sum) - logits[text[i + 1]];
          predictions++;
        }
      }
    }
    ParityReport report =
        new ParityCheck(source(1), model(2), ParityLimits.INT8, 1, done -> {}).run(texts);
    assertThat(report.measurement().perplexity())
        .isCloseTo(Math.exp(loss / predictions), Percentage.withPercentage(0.01));
    assertThat(report.measurement().wanted()).isEqualTo(report.positions());
  }

  @Test
  public void run_notANumber_fails() throws IOException {
    DecoderWeights broken = TinyModel.random(CONFIG, 1);
    broken.tensor(TensorName.FINAL_NORM)[3] = Float.NaN;
    ParityReport report = check(1, new ReferenceBackend(broken), ParityLimits.INT8);
    assertThat(report.passed()).isFalse();
    assertThat(report.measurement().positions()).isZero();
  }

  @Test
  public void run_prefillAlone_isChecked() throws IOException {
    ParityReport report = check(1, new ForgetfulPrefill(model(1)), ParityLimits.FLOAT32);
    assertThat(report.passed()).isFalse();
    assertThat(report.maxLogitDifference()).isGreaterThan(0.1f);
  }

  @Test
  public void run_nothingToMeasure_saysSoAndMissesNothing() throws IOException {
    ParityReport report =
        new ParityCheck(source(1), model(2), ParityLimits.INT8, 1, done -> {})
            .run(texts(List.of(), 0));
    assertThat(report.passed()).isTrue();
    assertThat(report.positions()).isEqualTo(13);
    assertThat(report.measurement()).isEqualTo(Measurement.none("a text", 0));
  }

  @Test
  public void run_golden_fillsTheContextAndKeepsTheLastPosition() throws IOException {
    Golden golden = check(1, model(1), ParityLimits.INT8).golden();
    assertThat(golden.prompts()).anyMatch(prompt -> prompt.tokens().size() == CONFIG.context());
    for (Golden.Prompt prompt : golden.prompts()) {
      Golden.Position last = prompt.positions().get(prompt.positions().size() - 1);
      assertThat(last.index()).isEqualTo(prompt.tokens().size() - 1);
      assertThat(last.reference()).hasSize(5).isEqualTo(last.quantized());
      assertThat(last.reference().get(0).logit())
          .isGreaterThanOrEqualTo(last.reference().get(4).logit());
    }
    assertThat(golden.tolerances().quantizationLogit()).isPositive();
  }

  @Test
  public void texts_givenLongerThanTheContext_isCut() throws IOException {
    ParityTexts texts =
        ParityTexts.of(
            List.of(List.of(1, 2, 3, 4)), new MeasuringText("", "xy"), tokenizer(), 3, 9);
    assertThat(texts.texts().get(0)).containsExactly(1, 2, 3);
    assertThat(texts.texts()).allMatch(text -> text.length <= 3);
  }

  @Test
  public void texts_emptyText_stillHasAToken() throws IOException {
    ParityTexts texts = ParityTexts.of(List.of(), new MeasuringText("", ""), tokenizer(), 30, 500);
    assertThat(texts.texts()).hasSize(1);
    assertThat(texts.texts().get(0)).hasSize(1);
  }

  private static Backend model(long seed) {
    return new ReferenceBackend(TinyModel.random(CONFIG, seed));
  }

  private static LoadedWeights source(long seed) {
    return new LoadedWeights(TinyModel.random(CONFIG, seed));
  }

  private static ParityTexts texts(List<List<Integer>> given, int wanted) throws IOException {
    MeasuringText text = new MeasuringText("a text", "Some words to be read. ".repeat(20));
    return ParityTexts.of(given, text, tokenizer(), CONFIG.context(), wanted);
  }

  private static Tokenizer tokenizer() throws IOException {
    return SubwordTokenizer.read(new StringReader(SmallTokenizer.json()), "small");
  }

  private static ParityReport check(long reference, Backend converted, ParityLimits limits)
      throws IOException {
    return new ParityCheck(source(reference), converted, limits, 2, done -> {})
        .run(texts(List.of(), 90));
  }
}
