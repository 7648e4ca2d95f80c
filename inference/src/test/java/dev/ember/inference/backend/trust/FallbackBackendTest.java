package dev.ember.inference.backend.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The moment of the fall: who is closed before who is opened, and what fits there. */
public final class FallbackBackendTest {
  private static final long PATIENT_MS = 60_000;
  private static final int SMALL_WINDOW = 8;
  private static final Executor AT_WORK = task -> new Thread(task).start();

  /** What it is given never runs, so whoever waits for it waits in vain. */
  private static final Executor HANGING = task -> {};

  private static final GenerationOptions TO_THE_END =
      new GenerationOptions(SamplingOptions.GREEDY, TrialGround.CONFIG.context(), List.of());

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final FakeBackend proved = new FakeBackend(TrialGround.CONFIG);
  private final FakeBackend small =
      new FakeBackend(TrialGround.CONFIG.withContext(SMALL_WINDOW)); // for want of memory
  private final List<Outcome> heard = new ArrayList<>();
  private final float[] logits = new float[TrialGround.CONFIG.vocabulary()];

  @Test
  public void fall_closesWhatFailedAndSaysSoBeforeTheOtherOpens() {
    proved.failAtDecode(0);
    List<String> seen = new ArrayList<>();
    FakeBackend other = new FakeBackend(TrialGround.CONFIG);
    try (Backend backend =
            falling(
                AT_WORK,
                () -> {
                  seen.add("closed " + proved.isClosed() + ", heard " + heard);
                  return other;
                });
        KvCache cache = backend.newCache()) {
      backend.decode(1, cache, logits);
    }
    assertThat(seen).containsExactly("closed true, heard [FAILED]");
    assertThat(other.isClosed()).isTrue();
  }

  @Test
  public void fall_hangs_isNotClosed() {
    try (Backend backend = falling(HANGING, () -> new FakeBackend(TrialGround.CONFIG));
        KvCache cache = backend.newCache()) {
      backend.decode(1, cache, logits);
    }
    assertThat(heard).containsExactly(Outcome.TIMED_OUT);
    assertThat(proved.isClosed()).isFalse();
  }

  @Test
  public void fall_hangsAndEndsLate_isClosedThen() {
    List<Runnable> hanging = new ArrayList<>();
    try (Backend backend = falling(hanging::add, () -> new FakeBackend(TrialGround.CONFIG));
        KvCache cache = backend.newCache()) {
      backend.decode(1, cache, logits);
      assertThat(proved.isClosed()).isFalse();
      hanging.forEach(Runnable::run);
      assertThat(proved.isClosed()).isTrue();
      backend.decode(2, cache, logits);
      assertThat(logits).containsExactly(TrialGround.expected(1, 2));
    }
  }

  @Test
  public void fall_hangsAndFailsLate_isClosedThenThoughAllElseIsClosed() {
    proved.failAtDecode(0);
    List<Runnable> hanging = new ArrayList<>();
    try (Backend backend = falling(hanging::add, () -> new FakeBackend(TrialGround.CONFIG));
        KvCache cache = backend.newCache()) {
      backend.decode(1, cache, logits);
    }
    assertThat(proved.isClosed()).isFalse();
    hanging.forEach(Runnable::run);
    assertThat(proved.isClosed()).isTrue();
  }

  @Test
  public void fall_otherDoesNotOpen_leavesTheFirstForGoodAndAsksTheOtherAgain() {
    proved.failAtDecode(0);
    int[] askedFor = {0};
    try (Backend backend =
            falling(
                AT_WORK,
                () -> {
                  if (askedFor[0]++ == 0) {
                    throw new BackendException("CPU", "opening", "no room");
                  }
                  return new FakeBackend(TrialGround.CONFIG);
                });
        KvCache cache = backend.newCache()) {
      assertThatThrownBy(() -> backend.decode(1, cache, logits)).hasMessageContaining("no room");
      assertThat(heard).containsExactly(Outcome.FAILED);
      try (KvCache next = backend.newCache()) { // as a next answer makes it
        backend.prefill(new int[] {5}, 1, next);
        backend.decode(6, next, logits);
        assertThat(logits).containsExactly(TrialGround.expected(5, 6));
      }
      assertThat(proved.decodedTokens()).isEqualTo(1);
      assertThat(proved.prefilledTokens()).isZero();
      assertThat(heard).hasSize(1);
    }
  }

  @Test
  public void close_otherNeverOpened_doesNotTouchWhatHangs() {
    Backend backend =
        falling(
            HANGING,
            () -> {
              throw new BackendException("CPU", "opening", "no room");
            });
    try (KvCache cache = backend.newCache()) {
      assertThatThrownBy(() -> backend.decode(1, cache, logits)).hasMessageContaining("no room");
    }
    backend.close();
    assertThat(proved.isClosed()).isFalse();
  }

  @Test
  public void fall_toASmallerWindow_goesOnAndSaysSo() {
    proved.failAtDecode(1);
    try (Backend backend = falling(AT_WORK, () -> small);
        KvCache cache = backend.newCache()) {
      backend.prefill(new int[] {1, 2, 3}, 3, cache);
      backend.decode(4, cache, logits);
      assertThat(cache.capacity()).isEqualTo(TrialGround.CONFIG.context());
      backend.decode(5, cache, logits);
      assertThat(logits).containsExactly(TrialGround.expected(1, 2, 3, 4, 5));
      assertThat(cache.capacity()).isEqualTo(SMALL_WINDOW);
      assertThat(backend.config().context()).isEqualTo(SMALL_WINDOW);
      try (KvCache fresh = backend.newCache()) {
        assertThat(fresh.capacity()).isEqualTo(SMALL_WINDOW);
      }
    }
  }

  @Test
  public void fall_moreThanTheSmallerWindow_isTheRuntimesFaultNotTheCallers() {
    proved.failAtDecode(0);
    try (Backend backend = falling(AT_WORK, () -> small);
        KvCache cache = backend.newCache()) {
      backend.prefill(new int[SMALL_WINDOW], SMALL_WINDOW, cache);
      for (int i = 0; i < 2; i++) { // at the fall, and when it is asked once more
        assertThatThrownBy(() -> backend.decode(1, cache, logits))
            .isInstanceOf(BackendException.class)
            .hasMessageContaining("room for 9 tokens")
            .hasMessageContaining("window of 8");
      }
      assertThatThrownBy(() -> backend.prefill(new int[2], 2, cache))
          .isInstanceOf(BackendException.class);
      cache.truncate(1);
      backend.decode(3, cache, logits);
      assertThat(logits).containsExactly(TrialGround.expected(0, 3));
    }
  }

  @Test
  public void answer_inASmallerWindow_endsWhereThatIsFull() throws IOException {
    say('h', proved);
    say('h', small);
    proved.failAtDecode(1);
    try (Bundle bundle = new TrialGround(folder.getRoot().toPath()).bundle();
        Engine engine = Engine.open(bundle, falling(AT_WORK, () -> small));
        Decoder decoder = engine.newDecoder()) {
      GenerationResult result =
          decoder.generate(new int[] {'a', 'b', 'c', 'd'}, TO_THE_END, delta -> {});
      assertThat(result.reason()).isEqualTo(FinishReason.CONTEXT_FULL);
      assertThat(result.text()).isEqualTo("hhhhh"); // 4 read, 4 written and read, 1 written
    }
  }

  @Test
  public void answer_longerThanTheSmallerWindow_failsAndTheNextIsGiven() throws IOException {
    say('h', proved);
    say('h', small);
    proved.failAtDecode(6);
    StringBuilder written = new StringBuilder();
    try (Bundle bundle = new TrialGround(folder.getRoot().toPath()).bundle();
        Engine engine = Engine.open(bundle, falling(AT_WORK, () -> small));
        Decoder decoder = engine.newDecoder()) {
      int[] prompt = {'a', 'b', 'c', 'd'};
      assertThatThrownBy(() -> decoder.generate(prompt, TO_THE_END, written::append))
          .isInstanceOf(BackendException.class);
      assertThat(written.toString()).isEqualTo("hhhhhh");
      assertThat(decoder.capacity()).isEqualTo(SMALL_WINDOW);
      assertThat(decoder.generate(prompt, TO_THE_END, delta -> {}).text()).isEqualTo("hhhhh");
    }
  }

  @Test
  public void answer_otherTakesMoreTokensAtOnce_isWritten() throws IOException {
    proved.beforePrefill(
        call -> {
          throw new IllegalStateException("as the test wants");
        });
    FakeBackend other = new FakeBackend(TrialGround.CONFIG);
    say(SmallTokenizer.IM_END, other);
    try (Bundle bundle = new TrialGround(folder.getRoot().toPath()).bundle();
        Engine engine = Engine.open(bundle, falling(new OneAtOnce(proved), AT_WORK, () -> other));
        Decoder decoder = engine.newDecoder()) {
      int[] prompt = {'a', 'b', 'c', 'd', 'e', 'f', 'g'};
      assertThat(decoder.generate(prompt, TO_THE_END, delta -> {}).reason())
          .isEqualTo(FinishReason.STOP);
      assertThat(other.prefilledTokens()).isEqualTo(prompt.length - 1);
    }
  }

  /** Reads prompts token by token. */
  private static final class OneAtOnce extends ForwardingBackend {
    OneAtOnce(Backend model) {
      super(model);
    }

    @Override
    public int prefillChunk() {
      return 1;
    }
  }

  private Backend falling(Executor threads, Supplier<Backend> lastResort) {
    return falling(proved, threads, lastResort);
  }

  private Backend falling(Backend first, Executor threads, Supplier<Backend> lastResort) {
    long limitMs = threads == AT_WORK ? PATIENT_MS : 1;
    return new FallbackBackend(
        first,
        lastResort,
        new TimeLimit(threads, limitMs, new LeftCalls()),
        failure -> heard.add(failure.outcome()),
        Backend::close);
  }

  private static void say(int token, FakeBackend backend) {
    backend.script(tokens -> token);
  }
}
