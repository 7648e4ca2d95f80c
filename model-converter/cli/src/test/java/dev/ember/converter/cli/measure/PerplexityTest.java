package dev.ember.converter.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.Test;

public final class PerplexityTest {
  private static final int VOCABULARY = 5;
  private static final double ROUNDING = 1e-9;

  /** Always sure of what the script says, by this much over the other tokens. */
  private final FakeBackend backend =
      new FakeBackend(
          DecoderConfig.llama(VOCABULARY, 8)
              .hidden(4)
              .layers(1)
              .heads(1, 1)
              .headSize(4)
              .feedForward(4)
              .tied(true)
              .build());

  @Test
  public void run_windows_areReadFromAnEmptyCacheAndTheRestIsLeftOut() throws IOException {
    List<String> read = new ArrayList<>();
    backend.script(
        tokens -> {
          read.add(Arrays.toString(tokens));
          return 0;
        });

    Perplexity.Result result =
        new Perplexity(backend)
            .run(Perplexity.windows(new int[] {1, 2, 3, 4, 1, 2, 3}, 3, 99), done -> {});

    assertThat(read).containsExactly("[1]", "[1, 2]", "[4]", "[4, 1]");
    assertThat(result.windows()).isEqualTo(2);
    assertThat(result.counted()).isEqualTo(4);
  }

  @Test
  public void run_predictedTokens_areBetterThanOthers() throws IOException {
    backend.script(tokens -> (tokens[tokens.length - 1] + 1) % VOCABULARY);
    int[] counting = {0, 1, 2, 3, 4, 0, 1, 2};
    int[] backwards = {2, 1, 0, 4, 3, 2, 1, 0};

    Perplexity.Result right =
        new Perplexity(backend).run(Perplexity.windows(counting, 8, 1), done -> {});
    Perplexity.Result wrong =
        new Perplexity(backend).run(Perplexity.windows(backwards, 8, 1), done -> {});

    assertThat(right.top1()).isEqualTo(1);
    assertThat(wrong.top1()).isZero();
    assertThat(right.perplexity()).isLessThan(wrong.perplexity()).isGreaterThanOrEqualTo(1);
    assertThat(right.perplexity()).isCloseTo(Math.exp(right.nll()), within(ROUNDING));
  }

  @Test
  public void run_progress_endsAtOne() throws IOException {
    double[] last = {0};

    new Perplexity(backend)
        .run(Perplexity.windows(new int[] {1, 1, 1, 1}, 2, 99), done -> last[0] = done);

    assertThat(last[0]).isEqualTo(1);
  }

  @Test
  public void windows_textShorterThanAWindow_isRefused() {
    assertThatThrownBy(() -> Perplexity.windows(new int[] {1, 2}, 3, 99))
        .hasMessageContaining("expected a text of at least 3 tokens, a window, but found 2");
  }

  @Test
  public void run_windowLongerThanTheContext_isRefused() {
    assertThatThrownBy(() -> new Perplexity(backend).run(List.of(new int[9]), done -> {}))
        .hasMessageContaining("expected a window of 2 to 8 tokens, the context, but found 9");
  }

  @Test
  public void run_sameReference_divergesByNothing() throws IOException {
    backend.script(tokens -> (tokens[tokens.length - 1] + 1) % VOCABULARY);

    Perplexity.Agreement agreement =
        agreement(
            new Perplexity(backend, sure(1, 2)).run(List.of(new int[] {0, 1, 3}), done -> {}));

    assertThat(agreement.meanKl()).isCloseTo(0, within(ROUNDING));
    assertThat(agreement.top1()).isEqualTo(1);
  }

  @Test
  public void run_referenceThatIsRightMoreOften_agreesHalfOfTheTime() throws IOException {
    backend.script(tokens -> 1);

    Perplexity.Result result =
        new Perplexity(backend, sure(1, 2)).run(List.of(new int[] {0, 1, 2}), done -> {});

    Perplexity.Agreement agreement = agreement(result);
    assertThat(agreement.top1()).isEqualTo(0.5);
    assertThat(agreement.meanKl()).isGreaterThan(0);
    assertThat(agreement.referencePerplexity()).isLessThan(result.perplexity());
  }

  @Test
  public void run_floatReferenceOfTheSameWeights_isTheReferenceBackend() throws IOException {
    DecoderWeights weights = SmallModel.weights(SmallModel.config(true), 3);
    List<int[]> windows = List.of(new int[] {1, 2, 3, 4}, new int[] {5, 6});
    double[] done = {0};

    FloatReference reference =
        new FloatReference(new LoadedWeights(weights), windows, 2, share -> done[0] = share);
    Perplexity.Agreement agreement =
        agreement(
            new Perplexity(new ReferenceBackend(weights), reference).run(windows, share -> {}));

    assertThat(done[0]).isEqualTo(1);
    assertThat(agreement.meanKl()).isCloseTo(0, within(ROUNDING));
    assertThat(agreement.top1()).isEqualTo(1);
  }

  @Test
  public void reference_ofAnotherVocabulary_isRefused() throws IOException {
    FloatReference other =
        new FloatReference(
            new LoadedWeights(SmallModel.weights(SmallModel.config(true), 3)),
            List.of(new int[] {1, 2}),
            1,
            done -> {});

    assertThatThrownBy(() -> new Perplexity(backend, other))
        .hasMessage("expected a reference with 5 tokens, like the model, but found 258");
  }

  /** A reference that is as sure of these tokens, one a position, as the fake is of its own. */
  private Perplexity.Reference sure(int... tokens) {
    return new Perplexity.Reference() {
      @Override
      public int vocabulary() {
        return VOCABULARY;
      }

      @Override
      public void logits(int window, int position, float[] into) {
        FakeBackend fake = new FakeBackend(backend.config());
        fake.script(any -> tokens[position]);
        try (KvCache cache = fake.newCache()) {
          fake.decode(0, cache, into);
        }
      }
    };
  }

  private static Perplexity.Agreement agreement(Perplexity.Result result) {
    return Objects.requireNonNull(result.agreement(), "agreement");
  }
}
