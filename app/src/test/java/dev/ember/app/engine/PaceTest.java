package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import androidx.lifecycle.Observer;
import dev.ember.app.health.Warmth;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.model.DecoderConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = android.app.Application.class, sdk = 35)
public final class PaceTest {
  private static final long TOKEN_NANOS = 80;
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final List<Long> rests = new ArrayList<>();
  private Warmth.Level warmth = Warmth.Level.COOL;
  private int asked;
  private long nowNanos;
  private final Pace pace =
      new Pace(
          () -> {
            asked++;
            return warmth;
          },
          () -> nowNanos,
          rests::add);

  @Test
  public void rest_coolPhone_never() {
    pace.rest(TOKEN_NANOS);
    assertThat(rests).isEmpty();
  }

  @Test
  public void rest_warmPhone_asLongAsItWorked() {
    warmth = Warmth.Level.WARM;
    pace.rest(TOKEN_NANOS);
    assertThat(rests).containsExactly(TOKEN_NANOS);
  }

  @Test
  public void rest_hotPhone_threeTimesAsLong() {
    warmth = Warmth.Level.HOT;
    pace.rest(TOKEN_NANOS);
    assertThat(rests).containsExactly(3 * TOKEN_NANOS);
  }

  @Test
  public void rest_manyTokens_asksThePhoneEveryTwoSecondsOnly() {
    pace.rest(TOKEN_NANOS);
    nowNanos = LONG_NANOS - 1;
    pace.rest(TOKEN_NANOS);
    assertThat(asked).isEqualTo(1);
    nowNanos = LONG_NANOS;
    pace.rest(TOKEN_NANOS);
    assertThat(asked).isEqualTo(2);
  }

  @Test
  public void slowed_phoneWarmsUpAndCools_saysBoth() {
    List<Boolean> said = new ArrayList<>();
    Observer<Boolean> observer = said::add;
    pace.slowed().observeForever(observer);
    for (Warmth.Level level : List.of(Warmth.Level.WARM, Warmth.Level.HOT, Warmth.Level.COOL)) {
      warmth = level;
      nowNanos += LONG_NANOS;
      pace.rest(TOKEN_NANOS);
      org.robolectric.shadows.ShadowLooper.idleMainLooper();
    }
    pace.slowed().removeObserver(observer);
    assertThat(said).containsExactly(false, true, false);
  }

  @Test
  public void backend_eachStep_restsBehindIt() {
    warmth = Warmth.Level.WARM;
    DecoderConfig config =
        DecoderConfig.llama(SmallTokenizer.VOCABULARY, 32)
            .hidden(4)
            .layers(1)
            .heads(1, 1)
            .headSize(2)
            .feedForward(4)
            .tied(true)
            .build();
    FakeBackend model = new FakeBackend(config);
    model.beforeDecode(call -> nowNanos += TOKEN_NANOS);
    PacedBackend paced = new PacedBackend(model, pace, () -> nowNanos);
    try (KvCache cache = paced.newCache()) {
      paced.prefill(new int[] {1, 2}, 2, cache);
      paced.decode(3, cache, new float[SmallTokenizer.VOCABULARY]);
    }
    assertThat(rests).containsExactly(0L, TOKEN_NANOS);
  }
}
