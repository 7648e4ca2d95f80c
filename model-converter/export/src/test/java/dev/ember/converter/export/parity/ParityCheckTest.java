package dev.ember.converter.export.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class ParityCheckTest {
  private static final DecoderConfig CONFIG = TinyModel.UNTIED;

  /** Reads as another backend does, but its prefill forgets the last token that it is given. */
  private static final class ForgetfulPrefill implements Backend {
    private final Backend inner;

    ForgetfulPrefill(Backend inner) {
      this.inner = inner;
    }

    @Override
    public DecoderConfig config() {
      return inner.config();
    }

    @Override
    public String description() {
      return inner.description();
    }

    @Override
    public int prefillChunk() {
      return inner.prefillChunk();
    }

    @Override
    public KvCache newCache() {
      return inner.newCache();
    }

    @Override
    public void prefill(int[] tokens, int count, KvCache cache) {
      inner.prefill(tokens, count - 1, cache);
    }

    @Override
    public void decode(int token, KvCache cache, float[] logits) {
      inner.decode(token, cache, logits);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  @Test
  public void run_sameModel_passesWithNothingDifferent() {
    List<Double> progress = new ArrayList<>();
    ParityReport report =
        new ParityCheck(model(1), model(1), ParityLimits.FLOAT32, progress::add)
            .run(GoldenPrompt.forModel(List.of(List.of(5, 6, 7)), 1, CONFIG.context()));
    assertThat(report.failures()).isEmpty();
    assertThat(report.maxLogitDifference()).isZero();
    assertThat(report.top1Agreement()).isEqualTo(1);
    // each position once, and each prompt's last once more, after a prefill
    assertThat(report.positions()).isEqualTo(3 + 12 + 40 + CONFIG.context() + 4);
    assertThat(progress).isSorted().last().isEqualTo(1.0);
  }

  @Test
  public void run_otherModel_missesEveryLimitAndSaysByHowMuch() {
    ParityReport report = check(model(1), model(2), ParityLimits.INT8);
    assertThat(report.passed()).isFalse();
    assertThat(report.failures()).hasSize(3);
    assertThat(report.failures().get(0)).startsWith("expected top-1 agreement of at least 85.00 %");
    assertThat(new ParityException(report)).hasMessageContaining("mean KL of at most 0.08 nats");
  }

  @Test
  public void run_notANumber_fails() {
    DecoderWeights broken = TinyModel.random(CONFIG, 1);
    broken.tensor(TensorName.FINAL_NORM)[3] = Float.NaN;
    assertThat(check(model(1), new ReferenceBackend(broken), ParityLimits.INT8).passed()).isFalse();
  }

  @Test
  public void run_prefillAlone_isChecked() {
    ParityReport report = check(model(1), new ForgetfulPrefill(model(1)), ParityLimits.FLOAT32);
    assertThat(report.passed()).isFalse();
    assertThat(report.maxLogitDifference()).isGreaterThan(0.1f);
  }

  @Test
  public void run_golden_fillsTheContextAndKeepsTheLastPosition() {
    Golden golden = check(model(1), model(1), ParityLimits.INT8).golden();
    Golden.Prompt longest = golden.prompts().get(golden.prompts().size() - 1);
    assertThat(longest.tokens()).hasSize(CONFIG.context());
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
  public void run_twice_writesTheSamePrompts() {
    assertThat(check(model(1), model(1), ParityLimits.INT8).golden())
        .isEqualTo(check(model(1), model(1), ParityLimits.INT8).golden());
  }

  @Test
  public void goldenPrompt_givenLongerThanTheContext_isCut() {
    List<GoldenPrompt> prompts = GoldenPrompt.forModel(List.of(List.of(1, 2, 3, 4)), 0, 3);
    assertThat(prompts)
        .containsExactly(new GoldenPrompt(List.of(1, 2, 3), 3), new GoldenPrompt(List.of(0), 3));
  }

  @Test
  public void goldenPrompt_noFirstToken_isRefused() {
    assertThatThrownBy(() -> new GoldenPrompt(List.of(), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 1 to 3 first tokens but found 0");
  }

  private static Backend model(long seed) {
    return new ReferenceBackend(TinyModel.random(CONFIG, seed));
  }

  private static ParityReport check(Backend reference, Backend converted, ParityLimits limits) {
    return new ParityCheck(reference, converted, limits, done -> {})
        .run(GoldenPrompt.forModel(List.of(), 1, CONFIG.context()));
  }
}
