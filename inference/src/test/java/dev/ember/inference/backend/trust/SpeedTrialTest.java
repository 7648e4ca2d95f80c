package dev.ember.inference.backend.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.SmallModel;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;

/** Contenders whose steps take the longer, the fuller the cache is, as those of every model. */
public final class SpeedTrialTest {
  private static final long MILLISECOND = 1_000_000;
  private static final long EACH = 2_000 * MILLISECOND;
  private static final int WINDOW = 2_048;

  private final AtomicLong clockNanos = new AtomicLong();
  private int least = Integer.MAX_VALUE;
  private int most;

  @Test
  public void decode_ofFastAndSlowReaders_isTimedBehindTheSamePrompt() {
    Speed slow = run(WINDOW, 400 * MILLISECOND);
    assertThat(least).isEqualTo(Speed.PROMPT_TOKENS);
    Speed fast = run(WINDOW, MILLISECOND / 10);
    assertThat(fast.prefill()).isGreaterThan(100 * slow.prefill());
    assertThat(fast.decode()).isEqualTo(slow.decode());
    assertThat(least).isEqualTo(Speed.PROMPT_TOKENS);
    assertThat(most).isLessThan(Speed.PROMPT_TOKENS + Speed.ANSWER_TOKENS);
  }

  /** A fast one comes to the end of its time in no fuller cache. */
  @Test
  public void prefill_isTimedWithinThePromptHoweverLarge() {
    Speed small = run(2 * Speed.PROMPT_TOKENS, MILLISECOND / 10);
    assertThat(run(WINDOW, MILLISECOND / 10).prefill()).isEqualTo(small.prefill());
  }

  @Test
  public void windowBelowThePrompt_isFilledButForOneToken() {
    run(SmallModel.CONTEXT, MILLISECOND);
    assertThat(least).isEqualTo(SmallModel.CONTEXT - 1);
    assertThat(most).isEqualTo(SmallModel.CONTEXT - 1);
  }

  /** A slow reader has most of the prompt before it when its time is over. */
  @Test
  public void fill_stopped_readsNoMore() {
    FakeBackend fake = new FakeBackend(SmallModel.config(WINDOW, true));
    SpeedTrial trial = new SpeedTrial(EACH, clockNanos::get, () -> clockNanos.get() >= 2 * EACH);
    assertThatThrownBy(() -> trial.run(new Slowing(fake, EACH)))
        .isInstanceOf(CancellationException.class);
    assertThat(fake.prefillCounts()).hasSize(2);
  }

  private Speed run(int window, long prefillNanos) {
    FakeBackend fake = new FakeBackend(SmallModel.config(window, true));
    return new SpeedTrial(EACH, clockNanos::get, () -> false).run(new Slowing(fake, prefillNanos));
  }

  /** Takes so long for a chunk in an empty cache, and a millisecond for a token. */
  private final class Slowing extends ForwardingBackend {
    private final long prefillNanos;

    Slowing(FakeBackend model, long prefillNanos) {
      super(model);
      this.prefillNanos = prefillNanos;
    }

    @Override
    public void prefill(int[] tokens, int count, KvCache cache) {
      clockNanos.addAndGet(prefillNanos * (100 + cache.length()) / 100);
      super.prefill(tokens, count, cache);
    }

    @Override
    public void decode(int token, KvCache cache, float[] logits) {
      least = Math.min(least, cache.length());
      most = Math.max(most, cache.length());
      clockNanos.addAndGet(MILLISECOND * (100 + cache.length()) / 100);
      super.decode(token, cache, logits);
    }
  }
}
