package dev.ember.converter.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.model.DecoderConfig;
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
  public void run_windows_areReadFromAnEmptyCacheAndTheRestIsLeftOut() {
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
  public void run_predictedTokens_areBetterThanOthers() {
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
  public void run_progress_endsAtOne() {
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
  public void run_sameReference_divergesByNothing() {
    backend.script(tokens -> (tokens[tokens.length - 1] + 1) % VOCABULARY);

    Perplexity.Agreement agreement =
        agreement(new Perplexity(backend, backend).run(List.of(new int[] {0, 1, 3}), done -> {}));

    assertThat(agreement.meanKl()).isCloseTo(0, within(ROUNDING));
    assertThat(agreement.top1()).isEqualTo(1);
  }

  @Test
  public void run_referenceThatIsRightHalfOfTheTime_agreesHalfOfTheTime() {
    FakeBackend reference = new FakeBackend(backend.config());
    backend.script(tokens -> 1);
    reference.script(tokens -> tokens.length);

    Perplexity.Result result =
        new Perplexity(backend, reference).run(List.of(new int[] {0, 1, 2}), done -> {});

    Perplexity.Agreement agreement = agreement(result);
    assertThat(agreement.top1()).isEqualTo(0.5);
    assertThat(agreement.meanKl()).isGreaterThan(0);
    assertThat(agreement.referencePerplexity()).isLessThan(result.perplexity());
  }

  @Test
  public void reference_ofAnotherVocabulary_isRefused() {
    FakeBackend other = new FakeBackend(smaller());

    assertThatThrownBy(() -> new Perplexity(backend, other))
        .hasMessage("expected a reference with 5 tokens, like the model, but found 4");
  }

  private static Perplexity.Agreement agreement(Perplexity.Result result) {
    return Objects.requireNonNull(result.agreement(), "agreement");
  }

  private static DecoderConfig smaller() {
    return DecoderConfig.llama(VOCABULARY - 1, 8)
        .hidden(4)
        .layers(1)
        .heads(1, 1)
        .headSize(4)
        .feedForward(4)
        .tied(true)
        .build();
  }
}
