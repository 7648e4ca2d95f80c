package dev.ember.inference.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.sample.Draw;
import dev.ember.inference.sample.DrawCandidate;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Over a scripted backend with room for 32 tokens, prefill chunks of 4, and a token a byte. */
public final class DecoderTest {
  private static final int CHUNK = 4;

  private final FakeBackend backend = new FakeBackend(SmallModel.config(true));
  private final RecordingListener listener = new RecordingListener();
  private Decoder decoder;

  @Before
  public void createDecoder() throws IOException {
    decoder = newDecoder();
  }

  @After
  public void closeDecoder() {
    decoder.close();
  }

  @Test
  public void generate_scriptedAnswer_streamsItAndStopsAtTheStopToken() {
    backend.answer(tokens("Hello!", SmallTokenizer.IM_END));
    GenerationResult result = decoder.generate(tokens("Hi?"), options(100), listener);
    assertThat(result.text()).isEqualTo("Hello!").isEqualTo(listener.text());
    assertThat(result.reason()).isEqualTo(FinishReason.STOP);
    assertThat(result.promptTokens()).isEqualTo(3);
    assertThat(result.reusedTokens()).isZero();
    assertThat(result.generatedTokens()).isEqualTo(6);
    assertThat(result.droppedMessages()).isZero();
    assertThat(result.prefillNanos()).isPositive();
    assertThat(result.decodeNanos()).isPositive();
    assertThat(listener.deltas()).hasSize(6);
    assertThat(listener.tokenCounts()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  public void generate_immediateStop_isAnEmptyAnswer() {
    backend.answer(SmallTokenizer.IM_END);
    GenerationResult result = decoder.generate(tokens("Hi?"), options(100), listener);
    assertThat(result.text()).isEmpty();
    assertThat(result.generatedTokens()).isZero();
    assertThat(listener.deltas()).isEmpty();
  }

  @Test
  public void generate_maxTokens_writesThatManyAndReadsOneLess() {
    backend.answer(tokens("Hello!"));
    GenerationResult result = decoder.generate(tokens("Hi?"), options(4), listener);
    assertThat(result.text()).isEqualTo("Hell");
    assertThat(result.reason()).isEqualTo(FinishReason.MAX_TOKENS);
    assertThat(backend.decodedTokens()).isEqualTo(1 + 3);
  }

  @Test
  public void generate_untilTheCacheIsFull_saysContextFull() {
    backend.script(read -> 'x');
    GenerationResult result = decoder.generate(tokens("12345678"), options(1000), listener);
    assertThat(result.reason()).isEqualTo(FinishReason.CONTEXT_FULL);
    // Each token that was read gives one; the last is written and cannot be read.
    assertThat(result.generatedTokens()).isEqualTo(SmallModel.CONTEXT - 8 + 1);
  }

  @Test
  public void generate_promptOfTheWholeContext_givesOneToken() {
    backend.script(read -> 'x');
    GenerationResult result =
        decoder.generate(new int[SmallModel.CONTEXT], options(1000), listener);
    assertThat(result.text()).isEqualTo("x");
    assertThat(result.reason()).isEqualTo(FinishReason.CONTEXT_FULL);
  }

  @Test
  public void generate_badPrompt_isRefusedBeforeAnythingIsRead() {
    for (int[] prompt :
        new int[][] {{}, new int[SmallModel.CONTEXT + 1], {1, -1}, {SmallTokenizer.VOCABULARY}}) {
      assertThatThrownBy(() -> decoder.generate(prompt, options(1), listener))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("expected ");
    }
    assertThat(backend.decodedTokens() + backend.prefilledTokens()).isZero();
  }

  @Test
  public void generate_longPrompt_isPrefilledInChunksAndReported() {
    backend.answer(SmallTokenizer.IM_END);
    decoder.generate(tokens("1234567890"), options(1), listener);
    assertThat(backend.prefillCounts()).containsExactly(4, 4, 1);
    assertThat(backend.decodedTokens()).isEqualTo(1);
    assertThat(listener.prefills()).containsExactly("4/10", "8/10", "9/10", "10/10");
  }

  @Test
  public void generate_nextTurn_readsOnlyWhatIsNew() {
    backend.answer(tokens("abc", SmallTokenizer.IM_END));
    decoder.generate(tokens("first"), options(100), listener);
    int before = backend.prefilledTokens();
    // The cache holds "firstabc"; the next prompt goes on from there.
    GenerationResult result = decoder.generate(tokens("firstabc+next"), options(100), listener);
    assertThat(result.reusedTokens()).isEqualTo(8);
    assertThat(result.promptTokens()).isEqualTo(13);
    assertThat(backend.prefilledTokens() - before).isEqualTo(13 - 8 - 1);
  }

  @Test
  public void generate_samePromptAgain_readsItsLastTokenOnly() {
    backend.answer(tokens("abc", SmallTokenizer.IM_END));
    decoder.generate(tokens("prompt"), options(100), listener);
    int prefilled = backend.prefilledTokens();
    GenerationResult again = decoder.generate(tokens("prompt"), options(100), listener);
    assertThat(again.reusedTokens()).isEqualTo(5);
    assertThat(again.text()).isEqualTo("abc");
    assertThat(backend.prefilledTokens()).isEqualTo(prefilled);
  }

  private void readAtOnce(int tokens) throws IOException {
    backend.verifyAtOnce(tokens);
    decoder.close();
    decoder = newDecoder();
  }

  @Test
  public void generate_anyPrompt_readsItsEndWithOthers() throws IOException {
    readAtOnce(CHUNK);
    decoder.generate(tokens("12345"), options(1), listener);
    assertThat(backend.prefillCounts()).containsExactly(3);
    assertThat(backend.verifications()).isEqualTo(1);
    GenerationResult again = decoder.generate(tokens("12345"), options(1), listener);
    assertThat(again.reusedTokens()).isEqualTo(3);
    assertThat(backend.verifications()).isEqualTo(2);
    assertThat(backend.decodedTokens()).isEqualTo(2 + 2);
    decoder.generate(tokens("x"), options(1), listener);
    assertThat(backend.verifications()).as("nothing stands before the x").isEqualTo(2);
  }

  @Test
  public void generate_behindAnAnswer_readsItsTokensOneAtATime() throws IOException {
    readAtOnce(CHUNK);
    backend.script(
        read -> read.length < 8 ? "12345abc".charAt(read.length) : SmallTokenizer.IM_END);
    decoder.generate(tokens("12345"), options(100), listener);
    int decoded = backend.decodedTokens();
    GenerationResult warm = decoder.generate(tokens("12345"), tokens("abc"), options(1), listener);
    assertThat(warm.reusedTokens()).isEqualTo(7);
    assertThat(warm.promptTokens()).isEqualTo(8);
    assertThat(backend.decodedTokens() - decoded).isEqualTo(1);
    assertThat(backend.verifications()).isEqualTo(1);

    decoder.generate(tokens("zzz"), options(1), listener);
    decoded = backend.decodedTokens();
    GenerationResult cold = decoder.generate(tokens("12345"), tokens("abc"), options(1), listener);
    assertThat(cold.reusedTokens()).isZero();
    assertThat(backend.decodedTokens() - decoded).as("two by verify, three alone").isEqualTo(2 + 3);
    assertThat(listener.prefills()).endsWith("5/8", "6/8", "7/8", "8/8");
  }

  @Test
  public void generate_otherPrompt_reusesTheCommonBeginning() {
    decoder.generate(tokens("abcdef"), options(1), listener);
    GenerationResult result = decoder.generate(tokens("abXdef"), options(1), listener);
    assertThat(result.reusedTokens()).isEqualTo(2);
    assertThat(decoder.generate(tokens("zzz"), options(1), listener).reusedTokens()).isZero();
  }

  @Test
  public void generate_withReuse_givesTheTextOfAFreshDecoder() throws IOException {
    Random random = new Random(12);
    try (ReferenceBackend model =
            new ReferenceBackend(SmallModel.weights(SmallModel.config(true), 1));
        Decoder reusing = new Decoder(model, SmallTokenizer.create(), List.of())) {
      for (int run = 0; run < 20; run++) {
        int[] prompt = new int[1 + random.nextInt(12)];
        for (int i = 0; i < prompt.length; i++) {
          prompt[i] = random.nextInt(2); // so small that beginnings are often shared
        }
        try (Decoder fresh = new Decoder(model, SmallTokenizer.create(), List.of())) {
          assertThat(reusing.generate(prompt, options(8), listener).text())
              .as("run %d", run)
              .isEqualTo(fresh.generate(prompt, options(8), listener).text());
        }
      }
    }
  }

  @Test
  public void generate_stopStringAcrossTokens_endsBeforeIt() {
    backend.answer(tokens("One. User: two"));
    GenerationResult result = decoder.generate(tokens("?"), options(100, "User:"), listener);
    assertThat(result.text()).isEqualTo("One. ").isEqualTo(listener.text());
    assertThat(result.reason()).isEqualTo(FinishReason.STOP);
    assertThat(result.generatedTokens()).isEqualTo("One. User:".length());
  }

  @Test
  public void generate_heldTextAtTheEnd_isLetGo() {
    backend.answer(tokens("One. Use", SmallTokenizer.IM_END));
    GenerationResult result = decoder.generate(tokens("?"), options(100, "User:"), listener);
    assertThat(result.text()).isEqualTo("One. Use").isEqualTo(listener.text());
  }

  @Test
  public void generate_charactersOfSeveralTokens_areNeverCut() {
    backend.answer(tokens("né \ud83d\ude00 中", SmallTokenizer.IM_END));
    GenerationResult result = decoder.generate(tokens("?"), options(100), listener);
    assertThat(result.text()).isEqualTo("né \ud83d\ude00 中");
    assertThat(listener.deltas()).containsExactly("n", "é", " ", "\ud83d\ude00", " ", "中");
    assertThat(result.generatedTokens()).isEqualTo(12);
  }

  @Test
  public void generate_cutWithinACharacter_endsWithOneReplacement() {
    backend.answer(tokens("a\ud83d\ude00"));
    GenerationResult result = decoder.generate(tokens("?"), options(3), listener);
    assertThat(result.text()).isEqualTo("a\ufffd").isEqualTo(listener.text());
  }

  @Test
  public void cancel_duringAStep_endsBeforeTheNext() {
    backend.script(read -> 'x');
    backend.beforeDecode(
        call -> {
          if (call == 3) {
            decoder.cancel();
          }
        });
    GenerationResult result = decoder.generate(tokens("?"), options(100), listener);
    assertThat(result.reason()).isEqualTo(FinishReason.CANCELLED);
    assertThat(result.text()).isEqualTo("xxx");
    assertThat(backend.decodedTokens()).isEqualTo(4);
  }

  @Test
  public void cancel_duringPrefill_endsBeforeTheNextChunk() {
    backend.beforePrefill(
        call -> {
          if (call == 1) {
            decoder.cancel();
          }
        });
    GenerationResult result = decoder.generate(tokens("12345678901234"), options(100), listener);
    assertThat(result.reason()).isEqualTo(FinishReason.CANCELLED);
    assertThat(result.text()).isEmpty();
    assertThat(result.generatedTokens()).isZero();
    assertThat(backend.prefilledTokens()).isEqualTo(2 * CHUNK);
    assertThat(backend.decodedTokens()).isZero();
  }

  @Test
  public void generate_afterCancelledPrefill_keepsWhatWasRead() {
    backend.beforePrefill(
        call -> {
          if (call == 1) {
            decoder.cancel();
          }
        });
    decoder.generate(tokens("12345678901234"), options(100), listener);
    GenerationResult result = decoder.generate(tokens("12345678901234"), options(1), listener);
    assertThat(result.reusedTokens()).isEqualTo(2 * CHUNK);
    assertThat(result.reason()).isEqualTo(FinishReason.MAX_TOKENS);
  }

  @Test
  public void cancel_beforeGenerate_doesNothing() {
    backend.answer(tokens("ok", SmallTokenizer.IM_END));
    decoder.cancel();
    assertThat(decoder.generate(tokens("?"), options(9), listener).text()).isEqualTo("ok");
  }

  @Test
  public void cancel_fromAnotherThread_endsTheAnswer() throws InterruptedException {
    // No sleeping: the decode itself waits until the other thread has cancelled.
    Thread canceller = new Thread(decoder::cancel);
    backend.script(read -> 'x');
    backend.beforeDecode(
        call -> {
          if (call == 2) {
            canceller.start();
            join(canceller);
          }
        });
    GenerationResult result = decoder.generate(tokens("?"), options(1000), listener);
    assertThat(result.reason()).isEqualTo(FinishReason.CANCELLED);
    assertThat(result.text()).isEqualTo("xx");
  }

  @Test
  public void generate_backendFails_throwsAndForgetsTheCache() {
    backend.answer(tokens("abcdef", SmallTokenizer.IM_END));
    backend.failAtDecode(2);
    assertThatThrownBy(() -> decoder.generate(tokens("prompt"), options(100), listener))
        .isInstanceOf(BackendException.class);
    assertThat(listener.text()).isEqualTo("ab");
    GenerationResult again = decoder.generate(tokens("prompt"), options(100), listener);
    assertThat(again.reusedTokens()).isZero();
    assertThat(again.text()).isEqualTo("abcdef");
  }

  @Test
  public void generate_memoryEnds_isTheBackendsFaultAndForgetsTheCache() {
    backend.answer(tokens("abcdef", SmallTokenizer.IM_END));
    backend.beforeDecode(
        call -> {
          if (call == 2) {
            throw new OutOfMemoryError("as the test wants");
          }
        });
    assertThatThrownBy(() -> decoder.generate(tokens("prompt"), options(100), listener))
        .isInstanceOf(BackendException.class)
        .hasMessage("fake, scripted: answering failed: there is not enough memory for it");
    assertThat(listener.text()).isEqualTo("ab");
    backend.beforeDecode(call -> {});
    assertThat(decoder.generate(tokens("prompt"), options(9), listener).reusedTokens()).isZero();
  }

  @Test
  public void generate_logitsAreNoNumbers_isTheBackendsFault() {
    backend.answer(tokens("abc", SmallTokenizer.IM_END));
    backend.breakLogitsAtDecode(1);
    assertThatThrownBy(() -> decoder.generate(tokens("prompt"), options(100), listener))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("fake, scripted: decode failed: expected a finite largest logit");
    assertThat(decoder.generate(tokens("prompt"), options(9), listener).reusedTokens()).isZero();
  }

  @Test
  public void generate_listenerThrows_passesOnAndTheDecoderStaysUsable() {
    backend.answer(tokens("abc", SmallTokenizer.IM_END));
    GenerationListener throwing =
        delta -> {
          throw new IllegalStateException("screen gone");
        };
    assertThatThrownBy(() -> decoder.generate(tokens("?"), options(100), throwing))
        .hasMessage("screen gone");
    assertThat(decoder.generate(tokens("?"), options(100), listener).text()).isEqualTo("abc");
  }

  @Test
  public void generate_withinGenerate_isRefused() {
    backend.answer(tokens("abc", SmallTokenizer.IM_END));
    GenerationListener nested = delta -> decoder.generate(tokens("?"), options(1), listener);
    assertThatThrownBy(() -> decoder.generate(tokens("?"), options(100), nested))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected one generate at a time but another is running");
  }

  @Test
  public void generate_sameSeed_givesTheSameAnswer() {
    SamplingOptions hot = new SamplingOptions(2, 0, 1, 0, 1, 0, 77);
    GenerationOptions options = new GenerationOptions(hot, 10, List.of());
    String first = decoder.generate(tokens("?"), options, listener).text();
    assertThat(decoder.generate(tokens("?"), options, listener).text()).isEqualTo(first);
    GenerationOptions other = new GenerationOptions(hot.withSeed(78), 10, List.of());
    assertThat(decoder.generate(tokens("?"), other, listener).text()).isNotEqualTo(first);
  }

  @Test
  public void generate_repetitionPenalty_countsThePromptAndTheAnswer() {
    // Script: 'x' with a logit of 20, all others below 1. A penalty of 10 leaves 'x' at 2.
    backend.script(read -> 'x');
    float penalised = probabilityOfX(10, tokens("x"), 0);
    assertThat(probabilityOfX(1, tokens("x"), 0)).isGreaterThan(0.99f);
    assertThat(penalised).as("x stands in the prompt").isLessThan(0.1f);
    assertThat(probabilityOfX(10, tokens("y"), 0)).as("not yet written").isGreaterThan(0.99f);
    assertThat(probabilityOfX(10, tokens("y"), 1)).as("written before").isLessThan(0.1f);
  }

  @Test
  public void generate_windowLongerThanAnyText_drawsAsWithOneOfTheContext() {
    String all = answerWithin(Integer.MAX_VALUE);
    assertThat(all).isEqualTo(answerWithin(SmallModel.CONTEXT)).isNotEqualTo(answerWithin(1));
  }

  /** A full context: 'x' wherever the penalty does not forbid it. */
  private String answerWithin(int repetitionWindow) {
    SamplingOptions sampling = new SamplingOptions(1, 0, 1, 0, 10, repetitionWindow, 3);
    backend.script(read -> 'x');
    return decoder
        .generate(tokens("?"), new GenerationOptions(sampling, 100, List.of()), listener)
        .text();
  }

  @Test
  public void generate_listenerWantsCandidates_getsThemEachStep() {
    backend.answer(tokens("ab", SmallTokenizer.IM_END));
    RecordingListener curious = new RecordingListener(3);
    decoder.generate(tokens("?"), options(100), curious);
    assertThat(curious.draws())
        .extracting(Draw::token)
        .containsExactly((int) 'a', (int) 'b', SmallTokenizer.IM_END);
    List<DrawCandidate> first = curious.draws().get(0).candidates();
    assertThat(first).hasSize(3);
    assertThat(first.get(0).token()).isEqualTo('a');
    assertThat(first.get(0).finalProbability()).isEqualTo(1);
    assertThat(first.get(1).finalProbability()).isZero();
  }

  /** The final probability of 'x' at a step of an answer in which greedy would always choose it. */
  private float probabilityOfX(float penalty, int[] prompt, int step) {
    SamplingOptions sampling = new SamplingOptions(1, 0, 1, 0, penalty, SmallModel.CONTEXT, 3);
    RecordingListener curious = new RecordingListener(1);
    decoder.generate(prompt, new GenerationOptions(sampling, step + 1, List.of()), curious);
    DrawCandidate best = curious.draws().get(step).candidates().get(0);
    assertThat(best.token()).isEqualTo('x');
    return best.finalProbability();
  }

  private Decoder newDecoder() throws IOException {
    return new Decoder(backend, SmallTokenizer.create(), List.of(SmallTokenizer.IM_END));
  }

  private static GenerationOptions options(int maxTokens, String... stopStrings) {
    return new GenerationOptions(SamplingOptions.GREEDY, maxTokens, Arrays.asList(stopStrings));
  }

  /** The bytes of a text, and special tokens behind them. */
  private static int[] tokens(String text, int... specials) {
    byte[] bytes = text.getBytes(UTF_8);
    int[] tokens = new int[bytes.length + specials.length];
    for (int i = 0; i < bytes.length; i++) {
      tokens[i] = bytes[i] & 0xff;
    }
    System.arraycopy(specials, 0, tokens, bytes.length, specials.length);
    return tokens;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
