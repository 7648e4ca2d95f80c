package dev.ember.inference.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** Guessing changes how often the model is asked, and nothing of what it answers. */
public final class LookaheadTest {
  private static final int AT_ONCE = 4;
  private static final int CONTEXT = 200;
  private static final long STEP_NANOS = 1000;
  private static final long VERIFICATION_NANOS = 2200;

  /** What an answer that no guess fits may take longer: the loan, and its rounding. */
  private static final double MOST_LOST = 1.03;

  private final FakeBackend backend = new FakeBackend(config());

  @Test
  public void generate_greedyAnswerThatRepeats_isTheSameInFewerCalls() throws IOException {
    for (String answer :
        List.of("abcabcabcabcabcabcabcabcabc", "abcdefgh", "aaaaaaaaaaaaaaaaaaa")) {
      assertThat(text(answer, 1, SamplingOptions.GREEDY))
          .isEqualTo(text(answer, AT_ONCE, SamplingOptions.GREEDY))
          .isEqualTo(answer);
    }
  }

  /** The logits after a text are a function of the text, so equal answers mean equal draws. */
  @Test
  public void generate_sampled_drawsTheSameTokensFromTheSameSeed() throws IOException {
    int verifications = 0;
    for (long seed = 0; seed < 60; seed++) {
      // a cold and a warm draw, with the filters and the penalty on
      float temperature = seed % 2 == 0 ? 0.4f : 1.1f;
      SamplingOptions options = new SamplingOptions(temperature, 9, 0.9f, 0.02f, 1.1f, 5, seed);
      String prompt = "one two one two one two ";
      List<Integer> plain = drawn(prompt, 1, options);
      verifications -= backend.verifications();
      List<Integer> guessed = drawn(prompt, AT_ONCE, options);
      verifications += backend.verifications();
      assertThat(guessed).as("seed %d", seed).isEqualTo(plain).hasSizeGreaterThan(3);
    }
    assertThat(verifications).as("guesses beside 60 prompts").isGreaterThan(2 * 60);
  }

  @Test
  public void generate_wrongGuesses_areNotInTheCache() throws IOException {
    backend.verifyAtOnce(AT_ONCE);
    List<Integer> written = drawn("xyxyxyxyxyxyxy", AT_ONCE, sampling(3));
    try (Decoder decoder = newDecoder()) {
      RecordingListener listener = new RecordingListener();
      GenerationResult first =
          decoder.generate(bytes("xyxyxyxyxyxyxy"), options(sampling(3), 30), listener);
      int[] whole = new int[14 + first.generatedTokens()];
      System.arraycopy(bytes("xyxyxyxyxyxyxy"), 0, whole, 0, 14);
      for (int i = 0; i < first.generatedTokens(); i++) {
        whole[14 + i] = written.get(i);
      }
      GenerationResult next = decoder.generate(whole, options(sampling(4), 1), listener);
      assertThat(next.reusedTokens()).isEqualTo(whole.length - 2);
    }
  }

  @Test
  public void after_tokensThatNoGuessFits_losesLittle() throws IOException {
    double plain = nanos(1, false);
    assertThat(nanos(AT_ONCE, false)).isLessThan(MOST_LOST * plain);
  }

  @Test
  public void after_tokensThatRepeat_savesMuch() throws IOException {
    double plain = nanos(1, true);
    double least = (double) VERIFICATION_NANOS / (AT_ONCE * STEP_NANOS);
    assertThat(nanos(AT_ONCE, true)).isLessThan(plain * (least + 0.1));
  }

  @Test
  public void generate_unlessAsked_guessesNothing() throws IOException {
    backend.verifyAtOnce(AT_ONCE);
    String answer = "abcabcabcabcabcabcabcabcabc";
    backend.answer(bytes(answer));
    try (Decoder decoder =
        new Decoder(backend, SmallTokenizer.create(), List.of(SmallTokenizer.IM_END))) {
      RecordingListener listener = new RecordingListener();
      decoder.generate(bytes("abcabc"), options(SamplingOptions.GREEDY, answer.length()), listener);
      assertThat(listener.text()).isEqualTo(answer);
    }
    assertThat(backend.verifications()).as("the prompt's end alone").isEqualTo(1);
  }

  /** What 4000 steps take on a clock that knows what each call costs. */
  private double nanos(int atOnce, boolean repeats) {
    FakeBackend fake = new FakeBackend(config());
    fake.verifyAtOnce(atOnce);
    long[] clock = new long[1];
    int[] seen = new int[2];
    Lookahead lookahead =
        new Lookahead(
            atOnce,
            config().vocabulary(),
            true,
            () -> {
              clock[0] += VERIFICATION_NANOS * (fake.verifications() - seen[0]);
              if (fake.verifications() == seen[0]) {
                clock[0] += STEP_NANOS * (fake.decodedTokens() - seen[1]);
              }
              seen[0] = fake.verifications();
              seen[1] = fake.decodedTokens();
              return clock[0];
            });
    Random random = new Random(5);
    try (TokenCache cache = new TokenCache(fake)) {
      for (int i = 0; i < 4000; i++) {
        if (lookahead.isFull(cache)) {
          lookahead.forgetGuesses(cache);
          cache.forget();
        }
        // two letters in turn, or three at random: any two stood there before, and mislead
        lookahead.after(cache, 'a' + (repeats ? i % 2 : random.nextInt(3)));
      }
    }
    return clock[0];
  }

  private String text(String answer, int atOnce, SamplingOptions sampling) throws IOException {
    backend.verifyAtOnce(atOnce);
    int[] tokens = new int[answer.length() + 1];
    System.arraycopy(bytes(answer), 0, tokens, 0, answer.length());
    tokens[answer.length()] = SmallTokenizer.IM_END;
    int prompt = "abc, abc: ".length();
    backend.script(read -> tokens[Math.max(0, Math.min(read.length - prompt, tokens.length - 1))]);
    try (Decoder decoder = newDecoder()) {
      RecordingListener listener = new RecordingListener();
      return decoder.generate(bytes("abc, abc: "), options(sampling, 100), listener).text();
    }
  }

  private List<Integer> drawn(String prompt, int atOnce, SamplingOptions sampling)
      throws IOException {
    backend.verifyAtOnce(atOnce);
    // likely to go on as it went on before, with all other tokens possible
    backend.script(read -> read[Math.max(0, read.length - 8)]);
    backend.scriptedLogit(7);
    List<Integer> tokens = new ArrayList<>();
    try (Decoder decoder = newDecoder()) {
      decoder.generate(
          bytes(prompt),
          options(sampling, 30),
          new GenerationListener() {
            @Override
            public void onToken(int token, int generated) {
              tokens.add(token);
            }

            @Override
            public void onText(String delta) {}
          });
    }
    return tokens;
  }

  /** On a clock on which a verification takes no longer than a step, so that it guesses always. */
  private Decoder newDecoder() throws IOException {
    long[] ticks = new long[1];
    return Decoder.guessing(
        backend, SmallTokenizer.create(), List.of(SmallTokenizer.IM_END), 0, () -> ticks[0]++);
  }

  private static SamplingOptions sampling(long seed) {
    return new SamplingOptions(1.2f, 0, 1, 0, 1, 0, seed);
  }

  private static GenerationOptions options(SamplingOptions sampling, int maxTokens) {
    return new GenerationOptions(sampling, maxTokens, List.of());
  }

  private static int[] bytes(String text) {
    return text.chars().toArray();
  }

  private static DecoderConfig config() {
    DecoderConfig small = SmallModel.config(true);
    return DecoderConfig.llama(small.vocabulary(), CONTEXT)
        .hidden(small.hidden())
        .layers(1)
        .heads(2, 1)
        .headSize(small.headSize())
        .feedForward(small.feedForward())
        .tied(true)
        .build();
  }
}
