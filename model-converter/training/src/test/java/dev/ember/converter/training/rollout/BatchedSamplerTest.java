package dev.ember.converter.training.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.KeyValueCache;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.TinyModel;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.Test;

public final class BatchedSamplerTest {
  private static final int V = TinyModel.VOCABULARY;

  /** Logits of order 1 in float32, with keys and values added up in another order. */
  private static final Offset<Float> CACHED = Offset.offset(2e-5f);

  private static final SamplingOptions PURE = new SamplingOptions(1, 0, 1, 0, 1, 0, 0);
  private static final int[] SHORT = {3, 1};
  private static final int[] LONG = {4, 1, 5, 9, 2};

  @Test
  public void cache_readInPieces_equalsTheWholeForward() {
    try (Parameters parameters = lively(TinyModel.CONFIG)) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
      assertCachedEqualsWhole(gpt);
    }
  }

  @Test
  public void cache_windowOfThree_equalsTheWholeForward() {
    DecoderConfig windowed =
        TinyModel.CONFIG.toBuilder()
            .attention(
                dev.ember.inference.model.AttentionLayout.uniform(
                    TinyModel.CONFIG.layers(), 3, TinyModel.CONFIG.attention().rotary(0)))
            .build();
    try (Parameters parameters = lively(windowed)) {
      assertCachedEqualsWhole(new Gpt(parameters, Precision.FLOAT32));
    }
  }

  private static void assertCachedEqualsWhole(Gpt gpt) {
    int[] shortText = {3, 1, 6, 2};
    int[] longText = {4, 1, 5, 9, 2, 6, 5};
    float[] ofShort = gpt.logits(shortText);
    float[] ofLong = gpt.logits(longText);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      Map<String, Tensor> views = gpt.views();
      KeyValueCache cache = new KeyValueCache(gpt, 7, new int[] {3, 0});
      // Both texts end at one place: three positions of padding before the shorter.
      float[] first = read(gpt, views, cache, new int[] {0, 0, 0, 3, 1, 4, 1, 5, 9, 2});
      assertRow(first, 10, 4, ofShort, 1);
      assertRow(first, 10, 9, ofLong, 4);
      float[] second = read(gpt, views, cache, new int[] {6, 2, 6, 5});
      assertRow(second, 4, 0, ofShort, 2);
      assertRow(second, 4, 1, ofShort, 3);
      assertRow(second, 4, 2, ofLong, 5);
      assertRow(second, 4, 3, ofLong, 6);
      assertThat(cache.length()).isEqualTo(7);
    }
  }

  @Test
  public void sample_greedyInABatch_writesWhatTheWholeForwardFindsLikeliest() {
    try (Parameters parameters = lively(TinyModel.CONFIG)) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
      BatchedSampler sampler = new BatchedSampler(gpt, SamplingOptions.GREEDY, Set.of(), 8);
      List<SampledAnswer> answers = sampler.sample(List.of(SHORT, LONG), new long[2]);
      for (int row = 0; row < 2; row++) {
        AnsweredPrompt answer = answers.get(row).answer();
        assertThat(answers.get(row).stopped()).isFalse();
        assertThat(answer.answerLength()).isEqualTo(8);
        float[] logits = gpt.logits(answer.tokens());
        for (int t = answer.promptLength(); t < answer.tokens().length; t++) {
          assertThat(answer.tokens()[t]).isEqualTo(likeliest(logits, t - 1));
        }
      }
    }
  }

  @Test
  public void sample_sameSeed_sameAnswerWhoeverIsBeside() {
    try (Parameters parameters = lively(TinyModel.CONFIG)) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
      BatchedSampler sampler = new BatchedSampler(gpt, PURE, Set.of(), 10);
      int[] alone = sampler.sample(List.of(SHORT), new long[] {7}).get(0).answer().tokens();
      List<SampledAnswer> beside =
          sampler.sample(List.of(LONG, SHORT, SHORT), new long[] {1, 7, 8});
      assertThat(beside.get(1).answer().tokens()).isEqualTo(alone);
      assertThat(beside.get(2).answer().tokens()).isNotEqualTo(alone);
    }
  }

  @Test
  public void sample_stopToken_endsItsRowAlone() {
    try (Parameters parameters = lively(TinyModel.CONFIG)) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
      BatchedSampler free = new BatchedSampler(gpt, PURE, Set.of(), 12);
      List<int[]> prompts = List.of(SHORT, LONG);
      int[] whole = free.sample(prompts, new long[] {3, 4}).get(0).answer().answer();
      int stop = whole[3];
      int end = indexOf(whole, stop);
      List<SampledAnswer> stopped =
          new BatchedSampler(gpt, PURE, Set.of(stop), 12).sample(prompts, new long[] {3, 4});
      assertThat(stopped.get(0).stopped()).isTrue();
      assertThat(stopped.get(0).answer().answer()).isEqualTo(Arrays.copyOf(whole, end + 1));
    }
  }

  @Test
  public void sample_pure_followsTheDistribution() {
    try (Parameters parameters = lively(TinyModel.CONFIG)) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
      int draws = 2000;
      int[] counts = new int[V];
      long[] seeds = new long[draws];
      Arrays.setAll(seeds, i -> i);
      for (SampledAnswer answer :
          new BatchedSampler(gpt, PURE, Set.of(), 1)
              .sample(java.util.Collections.nCopies(draws, SHORT), seeds)) {
        counts[answer.answer().answer()[0]]++;
      }
      float[] logits = Arrays.copyOfRange(gpt.logits(SHORT), V, 2 * V);
      double sum = 0;
      for (float logit : logits) {
        sum += Math.exp(logit);
      }
      for (int token = 0; token < V; token++) {
        double expected = Math.exp(logits[token]) / sum;
        double deviation = Math.sqrt(expected * (1 - expected) / draws);
        assertThat((double) counts[token] / draws)
            .as("share of token %d", token)
            .isCloseTo(expected, within(4 * deviation)); // one in a thousand of 13 fails by chance
      }
    }
  }

  @Test
  public void sample_promptTooLong_refused() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
      BatchedSampler sampler = new BatchedSampler(gpt, PURE, Set.of(), 30);
      assertThatThrownBy(() -> sampler.sample(List.of(new int[3]), new long[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected prompts of at most 2 tokens but found 3");
    }
  }

  @Test
  public void likelihood_ofAnswers_isTheSumOfTheirTokens() {
    try (Parameters parameters = lively(TinyModel.CONFIG);
        PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
      List<AnsweredPrompt> answers =
          List.of(new AnsweredPrompt(LONG, 2), new AnsweredPrompt(new int[] {3, 1, 7}, 2));
      double[] expected = new double[2];
      for (int row = 0; row < 2; row++) {
        int[] tokens = answers.get(row).tokens();
        float[] logits = gpt.logits(tokens);
        for (int t = 2; t < tokens.length; t++) {
          expected[row] += logProbability(logits, t - 1, tokens[t]);
        }
      }
      AnswerLikelihood likelihood = new AnswerLikelihood(gpt);
      Tensor found = likelihood.ofAnswers(answers);
      assertThat(likelihood.ofTokens(answers).size(0)).isEqualTo(4);
      assertThat((double) found.get(0).item_float()).isCloseTo(expected[0], within(1e-5));
      assertThat((double) found.get(1).item_float()).isCloseTo(expected[1], within(1e-5));
    }
  }

  /** Weights of 0.02 make every token as likely; a test of sampling wants a distribution. */
  private static Parameters lively(DecoderConfig config) {
    Parameters parameters = Parameters.random(config, 11);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      parameters.flat().detach().narrow(0, 0, parameters.layout().decayed()).mul_(new Scalar(20.0));
    }
    return parameters;
  }

  private static float[] read(
      Gpt gpt, Map<String, Tensor> views, KeyValueCache cache, int[] tokens) {
    Tensor logits = gpt.unembed(views, gpt.hidden(views, cache, tokens)).contiguous();
    float[] values = new float[tokens.length * V];
    new FloatPointer(logits.data_ptr()).get(values);
    return values;
  }

  private static void assertRow(
      float[] found, int positions, int at, float[] expected, int position) {
    assertThat(found).hasSize(positions * V);
    assertThat(Arrays.copyOfRange(found, at * V, (at + 1) * V))
        .containsExactly(Arrays.copyOfRange(expected, position * V, (position + 1) * V), CACHED);
  }

  private static int likeliest(float[] logits, int position) {
    int best = 0;
    for (int i = 1; i < V; i++) {
      if (logits[position * V + i] > logits[position * V + best]) {
        best = i;
      }
    }
    return best;
  }

  private static double logProbability(float[] logits, int position, int token) {
    double sum = 0;
    for (int i = 0; i < V; i++) {
      sum += Math.exp(logits[position * V + i]);
    }
    return logits[position * V + token] - Math.log(sum);
  }

  private static int indexOf(int[] values, int value) {
    int index = 0;
    while (values[index] != value) {
      index++;
    }
    return index;
  }
}
