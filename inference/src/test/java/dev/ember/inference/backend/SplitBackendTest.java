package dev.ember.inference.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.model.DecoderConfig;
import org.junit.Test;

public final class SplitBackendTest extends BackendContractTest {
  private static final DecoderConfig CONFIG = SmallModel.config(true);
  private static final int LEAST_TOKENS = 3;

  private final FakeBackend reader = new FakeBackend(CONFIG);
  private final FakeBackend writer = new FakeBackend(CONFIG);

  @Override
  protected Backend newBackend() {
    return new SplitBackend(new FakeBackend(CONFIG), new FakeBackend(CONFIG), LEAST_TOKENS);
  }

  @Override
  protected float chunkingTolerance() {
    return 0;
  }

  @Test
  public void prefill_longPrompt_isReadByTheReaderAlone() {
    try (Backend split = new SplitBackend(reader, writer, LEAST_TOKENS);
        KvCache cache = split.newCache()) {
      split.prefill(new int[] {1, 2, 3, 4, 5}, 5, cache);
      split.decode(6, cache, new float[CONFIG.vocabulary()]);
      assertThat(reader.prefilledTokens()).isEqualTo(5);
      assertThat(reader.decodedTokens()).isZero();
      assertThat(writer.prefilledTokens()).isZero();
      assertThat(writer.decodedTokens()).isEqualTo(1);
    }
  }

  @Test
  public void prefill_shortPrompt_isReadByTheWriter() {
    try (Backend split = new SplitBackend(reader, writer, LEAST_TOKENS);
        KvCache cache = split.newCache()) {
      split.prefill(new int[] {1, 2}, 2, cache);
      assertThat(reader.prefilledTokens()).isZero();
      assertThat(writer.prefilledTokens()).isEqualTo(2);
    }
  }

  @Test
  public void prefill_afterWhatTheWriterWrote_readsNothingTwice() {
    try (Backend split = new SplitBackend(reader, writer, LEAST_TOKENS);
        KvCache cache = split.newCache()) {
      split.prefill(new int[] {1, 2, 3}, 3, cache);
      split.decode(4, cache, new float[CONFIG.vocabulary()]);
      split.prefill(new int[] {5, 6, 7}, 3, cache);
      assertThat(reader.prefillCounts()).containsExactly(3, 3);
      assertThat(cache.length()).isEqualTo(7);
    }
  }

  @Test
  public void close_closesBoth() {
    new SplitBackend(reader, writer, LEAST_TOKENS).close();
    assertThat(reader.isClosed()).isTrue();
    assertThat(writer.isClosed()).isTrue();
  }

  @Test
  public void constructor_otherModel_isRefused() {
    assertThatThrownBy(() -> new SplitBackend(reader, new FakeBackend(SmallModel.config(false)), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
