package dev.ember.inference.backend.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.PortableKvCache;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.decode.Decoder;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.Test;

/** What a guarded backend can beyond the plain calls is not lost, and has the same guard. */
public final class FallbackGuessingTest {
  private static final int[] GUESSES = {6, 7, 8};
  private static final int AT_ONCE = 3;

  /** What it is given never runs. */
  private static final Executor NEVER = task -> {};

  private final FakeBackend proved = new FakeBackend(TrialGround.CONFIG);
  private final FakeBackend other = new FakeBackend(TrialGround.CONFIG);
  private final List<Outcome> heard = new ArrayList<>();
  private final List<Runnable> hanging = new ArrayList<>();
  private boolean hangs;

  private final Executor threads =
      task -> {
        if (hangs) {
          hanging.add(task);
        } else {
          new Thread(task).start();
        }
      };

  private final float[][] rows = {null, new float[TrialGround.CONFIG.vocabulary()], null};

  @Test
  public void verify_isOneCallOfWhatIsProved() {
    proved.verifyAtOnce(AT_ONCE);
    try (Backend backend = guarded(60_000);
        KvCache cache = backend.newCache()) {
      backend.prefill(new int[] {5}, 1, cache);
      assertThat(backend.verifyTokens()).isEqualTo(AT_ONCE);
      verify(backend, cache);
      assertThat(proved.verifications()).isEqualTo(1);
      assertThat(heard).isEmpty();
    }
  }

  @Test
  public void verify_fails_isDoneByTheOther() {
    proved.failAtDecode(1);
    try (Backend backend = guarded(60_000);
        KvCache cache = backend.newCache()) {
      backend.prefill(new int[] {5}, 1, cache);
      verify(backend, cache);
      assertThat(heard).containsExactly(Outcome.FAILED);
      assertThat(other.verifications()).isEqualTo(1);
    }
  }

  @Test
  public void verify_wantedRowIsNoNumbers_isDoneByTheOther() {
    proved.breakLogitsAtDecode(1);
    try (Backend backend = guarded(60_000);
        KvCache cache = backend.newCache()) {
      backend.prefill(new int[] {5}, 1, cache);
      verify(backend, cache);
      assertThat(heard).containsExactly(Outcome.NOT_FINITE);
    }
  }

  /** The call is over long after its caller went on. */
  @Test
  public void verify_hangs_neverWritesToItsCallersRows() {
    proved.breakLogitsAtDecode(1);
    try (Backend backend = guarded(1_000);
        KvCache cache = backend.newCache()) {
      backend.prefill(new int[] {5}, 1, cache);
      hangs = true;
      verify(backend, cache);
      float[] given = rows[1].clone();
      hanging.forEach(Runnable::run);
      assertThat(proved.verifications()).isEqualTo(1);
      assertThat(rows[1]).containsExactly(given);
      assertThat(heard).containsExactly(Outcome.TIMED_OUT);
    }
  }

  /** For nothing is larger than at the beginning. */
  @Test
  public void verifyTokens_otherTakesMore_stayAsTheyWere() {
    proved.verifyAtOnce(AT_ONCE);
    other.verifyAtOnce(AT_ONCE + 1);
    proved.failAtDecode(0);
    try (Backend backend = guarded(60_000);
        KvCache cache = backend.newCache()) {
      backend.decode(1, cache, new float[TrialGround.CONFIG.vocabulary()]);
      assertThat(backend.verifyTokens()).isEqualTo(AT_ONCE);
    }
  }

  @Test
  public void chatsThatBeginAlike_areReadFromThereOn() throws IOException {
    for (FakeBackend fake : List.of(proved, other)) {
      fake.bytesPerCache(1);
    }
    try (Backend backend = guarded(60_000);
        Decoder decoder = new Decoder(backend, SmallTokenizer.create(), List.of())) {
      assertThat(reused(decoder, "You are. What is that?")).isZero();
      assertThat(reused(decoder, "You are. Hello")).isEqualTo(9);
      proved.failAtDecode(0);
      assertThat(reused(decoder, "You are. What is that? Go on")).isEqualTo(22);
      assertThat(heard).containsExactly(Outcome.FAILED);
      assertThat(reused(decoder, "You are. Hello, go on")).isEqualTo(14);
      assertThat(reused(decoder, "You are. Three")).isEqualTo(9);
    }
  }

  /** A copy is a call as any other: the tokens are read again, by the other. */
  @Test
  public void copy_hangs_isNotDoneAndTheOtherReads() {
    float[] logits = new float[TrialGround.CONFIG.vocabulary()];
    try (Backend backend = guarded(1_000);
        KvCache from = backend.newCache();
        KvCache into = backend.newCache()) {
      backend.prefill(new int[] {5, 6, 7}, 3, from);
      hangs = true;
      assertThat(into.copy(from, 0, 2)).isFalse();
      assertThat(heard).containsExactly(Outcome.TIMED_OUT);
      assertThat(into.length()).isZero();
      backend.prefill(new int[] {5}, 1, into);
      backend.decode(6, into, logits);
      assertThat(logits).containsExactly(TrialGround.expected(5, 6));
      assertThat(other.prefilledTokens()).isEqualTo(1);
      hanging.forEach(Runnable::run); // the copy ends after all
      assertThat(into.length()).isEqualTo(2);
      backend.decode(7, into, logits);
      assertThat(logits).containsExactly(TrialGround.expected(5, 6, 7));
    }
  }

  /** Each piece has the whole limit, so that a long copy is slow and not a fault. */
  @Test
  public void copy_long_isMovedAFewRowsAtACall() {
    int atOnce = PortableKvCache.ROWS_AT_ONCE;
    FakeBackend wide = new FakeBackend(TrialGround.CONFIG.withContext(3 * atOnce));
    int count = 2 * atOnce + 1;
    int[] guarded = {0};
    Executor counting =
        task -> {
          guarded[0]++;
          threads.execute(task);
        };
    try (Backend backend =
            new FallbackBackend(
                wide,
                () -> other,
                new TimeLimit(counting, 60_000, new LeftCalls()),
                failure -> {},
                Backend::close);
        KvCache from = backend.newCache();
        KvCache into = backend.newCache()) {
      backend.prefill(new int[count], count, from);
      guarded[0] = 0;
      assertThat(into.copy(from, 0, count)).isTrue();
      assertThat(guarded[0]).isEqualTo(3);
      assertThat(into.length()).isEqualTo(count);
    }
  }

  /** What had gone over is lost with the backend that held it. */
  @Test
  public void copy_hangsHalfWay_isNotDoneAndTheOtherReadsAll() {
    int count = PortableKvCache.ROWS_AT_ONCE + 1;
    int[] calls = {0};
    Executor hangingLater = task -> (calls[0]++ == 2 ? NEVER : threads).execute(task);
    float[] logits = new float[TrialGround.CONFIG.vocabulary()];
    try (Backend backend =
            new FallbackBackend(
                proved,
                () -> other,
                new TimeLimit(hangingLater, 1_000, new LeftCalls()),
                failure -> heard.add(failure.outcome()),
                Backend::close);
        KvCache from = backend.newCache();
        KvCache into = backend.newCache()) {
      backend.prefill(new int[count], count, from);
      assertThat(into.copy(from, 0, count)).isFalse();
      assertThat(heard).containsExactly(Outcome.TIMED_OUT);
      assertThat(into.length()).isZero();
      backend.decode(5, into, logits);
      assertThat(logits).containsExactly(TrialGround.expected(5));
    }
  }

  /** After one token: the row in the middle is wanted. */
  private void verify(Backend backend, KvCache cache) {
    backend.verify(GUESSES, GUESSES.length, cache, rows);
    assertThat(rows[1]).containsExactly(TrialGround.expected(5, 6, 7));
    assertThat(rows[0]).isNull();
    assertThat(cache.length()).isEqualTo(4);
    float[] logits = new float[TrialGround.CONFIG.vocabulary()];
    backend.decode(9, cache, logits);
    assertThat(logits).containsExactly(TrialGround.expected(5, 6, 7, 8, 9));
  }

  private static int reused(Decoder decoder, String prompt) {
    GenerationResult result =
        decoder.generate(
            prompt.chars().toArray(),
            new GenerationOptions(SamplingOptions.GREEDY, 1, List.of()),
            delta -> {});
    return result.reusedTokens();
  }

  private Backend guarded(long limitMs) {
    return new FallbackBackend(
        proved,
        () -> other,
        new TimeLimit(threads, limitMs, new LeftCalls()),
        failure -> heard.add(failure.outcome()),
        Backend::close);
  }
}
